/** Where a Gaussian, times what φ² may grow by, is below 1e-18 of its integral. */
export const GAUSSIAN_REACH = 9.6;
