"""The bench's work in numpy on one thread: one JSON object a line in, one a line out.

A product is numpy's own. The flagship is done as the initialization notebook does it, in float64: all examples of
the forward experiment at once, those of the gradient experiment one by one, with the gradients of weights and biases.
"""

import base64
import json
import sys
import time

import numpy as np


def array_of(text, dtype):
    return np.frombuffer(base64.b64decode(text), dtype=dtype)


def forward(weights, biases, inputs):
    preactivations, activations = [], [inputs]
    for weight, bias in zip(weights[:-1], biases[:-1]):
        preactivations.append(bias + np.matmul(weight, activations[-1]))
        activations.append(preactivations[-1].clip(0.0))
    preactivations.append(biases[-1] + np.matmul(weights[-1], activations[-1]))
    return preactivations, activations


def indicator(preactivation):
    mask = np.array(preactivation)
    mask[mask >= 0] = 1
    mask[mask < 0] = 0
    return mask


def backward(weights, preactivations, activations, target):
    """Gradients of the squared error: those of biases are those of preactivations."""
    last = len(weights) - 1
    grad_preactivations, grad_weights, grad_biases = [None] * (last + 1), [None] * (last + 1), [None] * (last + 1)
    grad_preactivations[last] = np.array(2 * (preactivations[last] - target))
    for layer in range(last, -1, -1):
        grad_biases[layer] = np.array(grad_preactivations[layer])
        grad_weights[layer] = np.matmul(grad_preactivations[layer], activations[layer].transpose())
        grad_activation = np.matmul(weights[layer].transpose(), grad_preactivations[layer])
        if layer > 0:
            grad_preactivations[layer - 1] = indicator(preactivations[layer - 1]) * grad_activation
    return grad_preactivations


def product(a, b):
    return np.matmul(a, b)


def flagship(weights, biases, inputs, gradient_inputs):
    _, activations = forward(weights, biases, inputs)
    stds = [np.std(activation) for activation in activations]
    if gradient_inputs.shape[1] == 0:
        return np.array(stds)
    depth, width = len(weights) - 1, weights[0].shape[0]
    gradients = [np.zeros((width, gradient_inputs.shape[1])) for _ in range(depth)]
    for example in range(gradient_inputs.shape[1]):
        one = gradient_inputs[:, example : example + 1]
        preactivations, activations = forward(weights, biases, one)
        grads = backward(weights, preactivations, activations, np.zeros((1, 1)))
        for layer in range(depth):
            gradients[layer][:, example] = grads[layer][:, 0]
    return np.array(stds + [np.std(gradient.ravel()) for gradient in gradients])


def load_product(job):
    a = array_of(job["a"], np.float32).reshape(job["m"], job["k"])
    b = array_of(job["b"], np.float32).reshape(job["k"], job["n"])
    return product, (a, b)


def load_flagship(job):
    sizes, scale = job["sizes"], job["weightStd"]
    shapes = zip(sizes[1:], sizes[:-1])
    units = [array_of(text, np.float64).reshape(shape) for text, shape in zip(job["unitWeights"], shapes)]
    weights = [unit * scale for unit in units]
    biases = [np.zeros((weight.shape[0], 1)) for weight in weights]
    inputs = [array_of(job[name], np.float64).reshape(1, -1) for name in ("inputs", "gradientInputs")]
    return flagship, (weights, biases, *inputs)


def main():
    print(np.__version__, flush=True)
    work, operands, result = None, None, None
    for line in sys.stdin:
        job = json.loads(line)
        answer = {}
        if job["verb"] == "load":
            work, operands = (load_product if "a" in job else load_flagship)(job)
        elif job["verb"] == "run":
            start = time.perf_counter()
            for _ in range(job["times"]):
                result = work(*operands)
            answer = {"ms": (time.perf_counter() - start) * 1e3}
        elif job["verb"] == "result":
            answer = {"values": base64.b64encode(np.ascontiguousarray(result).tobytes()).decode()}
        print(json.dumps(answer), flush=True)


main()
