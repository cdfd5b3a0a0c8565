// What an optimizer makes of one parameter and its gradient, from one copy into the other. For every kernel that trains.
import package::trainingStore::is_fine;
import package::trainingStore::is_finite;
import package::trainingRows::params;
import package::trainingRows::parameters;

/// The position of the optimizer in OPTIMIZERS (src/model/training.ts), where the formulas are.
override OPTIMIZER: u32;

const SGD = 0u;
const MOMENTUM = 1u;
const RMSPROP = 2u;

/// A parameter after its update.
struct Updated {
  value: f32,
  /// Whether the states that it leaves are finite: past float32 a square makes every step 0, and the training stands still.
  is_kept: bool,
}

/// The parameter after the update, its states written into the copy at `to`; `at` is its place in an array.
fn updated(at: u32, from_copy: u32, to_copy: u32, gradient: f32, rate: f32) -> Updated {
  let value = parameters[from_copy + at];
  if (OPTIMIZER == SGD) {
    return Updated(fma(-rate, gradient, value), true);
  }
  let state = params.array + at;
  if (OPTIMIZER == MOMENTUM) {
    let velocity = fma(params.decay, parameters[from_copy + state], -rate * gradient);
    parameters[to_copy + state] = velocity;
    return Updated(value + velocity, is_finite(velocity));
  }
  if (OPTIMIZER == RMSPROP) {
    let square = fma(params.decay, parameters[from_copy + state], params.blend * gradient * gradient);
    parameters[to_copy + state] = square;
    return Updated(value - rate * gradient / sqrt(square + params.epsilon), is_finite(square));
  }
  let mean = fma(params.decay, parameters[from_copy + state], params.blend * gradient);
  let second = state + params.array;
  let square = fma(params.square_decay, parameters[from_copy + second], params.square_blend * gradient * gradient);
  parameters[to_copy + state] = mean;
  parameters[to_copy + second] = square;
  return Updated(value - rate * mean / (sqrt(square) + params.epsilon), is_finite(mean) & is_finite(square));
}

/// Updates one parameter; false where it is not fine afterwards, or a state of it not finite.
fn update(at: u32, from_copy: u32, to_copy: u32, gradient: f32, rate: f32) -> bool {
  let own = updated(at, from_copy, to_copy, gradient, rate);
  parameters[to_copy + at] = own.value;
  return own.is_kept & is_fine(own.value);
}
