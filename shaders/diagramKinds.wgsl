// What a cell's quantity is: positions in CELL_KINDS (src/model/diagram.ts).

const NUMBER = 0u;
const ZERO = 1u;
const INFINITE = 2u;
const ABSENT = 3u;
