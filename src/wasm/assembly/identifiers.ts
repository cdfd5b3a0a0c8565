/** The position of each φ in NONLINEARITY_IDS (src/model/nonlinearity.ts). */
export const RELU: i32 = 0;
export const LEAKY_RELU: i32 = 1;
export const TANH: i32 = 2;
export const SIGMOID: i32 = 3;
export const ERF: i32 = 4;
export const GELU: i32 = 5;
export const SILU: i32 = 6;
export const ELU: i32 = 7;
export const SELU: i32 = 8;
export const SOFTPLUS: i32 = 9;
export const SOFTSIGN: i32 = 10;
export const HARDTANH: i32 = 11;
export const SINE: i32 = 12;
export const IDENTITY: i32 = 13;
