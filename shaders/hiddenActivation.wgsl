// φ of hidden units, by the override that every kernel with one φ has.
import package::activationFunctions::NONLINEARITY;
import package::activationFunctions::RELU;
import package::activationFunctions::LEAKY_RELU;
import package::activationFunctions::TANH;
import package::activationFunctions::SIGMOID;
import package::activationFunctions::ERF;
import package::activationFunctions::GELU;
import package::activationFunctions::SILU;
import package::activationFunctions::ELU;
import package::activationFunctions::SELU;
import package::activationFunctions::SOFTPLUS;
import package::activationFunctions::SOFTSIGN;
import package::activationFunctions::HARDTANH;
import package::activationFunctions::SINE;
import package::activationFunctions::LEAKY_SLOPE;
import package::activationFunctions::SELU_LAMBDA;
import package::activationFunctions::SELU_SCALE;
import package::trainingActivations::Activation;
import package::trainingActivations::ONE;
import package::trainingActivations::leaky_relu4;
import package::trainingActivations::tanh4;
import package::trainingActivations::sigmoid4;
import package::trainingActivations::erf4;
import package::trainingActivations::gelu4;
import package::trainingActivations::silu4;
import package::trainingActivations::elu4;
import package::trainingActivations::softplus4;
import package::trainingActivations::softsign4;
import package::trainingActivations::hardtanh4;
import package::trainingActivations::sine4;

/// φ(z) and φ′(z).
fn hidden_activation(z: vec4f) -> Activation {
  switch (NONLINEARITY) {
    case RELU: { return leaky_relu4(z, 0.0); }
    case LEAKY_RELU: { return leaky_relu4(z, LEAKY_SLOPE); }
    case TANH: { return tanh4(z); }
    case SIGMOID: { return sigmoid4(z); }
    case ERF: { return erf4(z); }
    case GELU: { return gelu4(z); }
    case SILU: { return silu4(z); }
    case ELU: { return elu4(z, 1.0, 1.0); }
    case SELU: { return elu4(z, SELU_LAMBDA, SELU_SCALE); }
    case SOFTPLUS: { return softplus4(z); }
    case SOFTSIGN: { return softsign4(z); }
    case HARDTANH: { return hardtanh4(z); }
    case SINE: { return Activation(sine4(z, 0), sine4(z, 1)); }
    default: { return Activation(z, ONE); }
  }
}
