// What both forms of the fused network are told, and where their examples and statistics lie.
import package::fusedLayer::blocks_of;

struct Params {
  layers: u32,
  first_step: u32,
  end_step: u32,
  first_tile: u32,
  batch_tiles: u32,
  forward_tiles: u32,
  gradient_tiles: u32,
  forward_examples: u32,
  gradient_examples: u32,
  slot_units: u32,
  input_units: u32,
  output_units: u32,
  target_start: u32,
  histogram_layer: u32,
}

/// Vectors of a slot of so many units: two of four examples a unit, and their powers of two.
fn slot_size(units: u32) -> u32 {
  return 2u * (4u * blocks_of(units) + 1u);
}

/// Of `count` examples, those in tile `index`.
fn valid_in(index: u32, count: u32) -> u32 {
  return min(8u, max(count, 8u * index) - 8u * index);
}

/// Where a tile's two entries of a layer's statistics are: rows of the forward pass, then of the gradient's.
fn entries_at(params: Params, row: u32, index: u32, is_gradient: bool) -> u32 {
  let gradients = params.layers * 2u * params.forward_tiles + row * 2u * params.gradient_tiles;
  return select(row * 2u * params.forward_tiles, gradients, is_gradient) + 2u * index;
}

/// The picture's row of a layer whose statistics are `row`: hidden layers' activations, then their gradients.
fn picture_row(params: Params, row: u32, is_gradient: bool) -> u32 {
  return select(row - 1u, params.layers - 1u + row, is_gradient);
}
