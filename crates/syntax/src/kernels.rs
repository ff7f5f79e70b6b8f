//! Arithmetic of the network: every sum has one fixed order and every product-sum is fused, so that results are
//! the same on every machine. Each kernel is compiled twice from one source, for AVX2 with FMA and portably.

use crate::buffer::Buffer;

/// Columns in a packed panel of weights.
const PANEL: usize = 16;
/// Rows computed together: 6 x 16 sums fill twelve of the sixteen AVX2 registers.
const TILE: usize = 6;

/// Writes a kernel once and compiles it for the processor at hand.
macro_rules! kernel {
    ($(#[$doc:meta])* pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        pub fn $name($($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $type),*) { body($($arg),*) }

                if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
                    // SAFETY: the features that the function needs have just been found on this processor.
                    return unsafe { avx2($($arg),*) };
                }
            }
            body($($arg),*)
        }
    };
}

/// A linear layer: weights packed in panels of [`PANEL`] output columns, zero where the last panel is not full.
#[derive(Clone, Debug)]
pub struct Linear {
    panels: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

impl Linear {
    /// From `weights[output][input]`, row by row, and one bias an output.
    pub fn new(weights: &[f32], bias: &[f32], inputs: usize) -> Self {
        let outputs = bias.len();
        let padded = outputs.next_multiple_of(PANEL);
        let mut panels = vec![0.0; padded * inputs];
        for (o, row) in weights.chunks_exact(inputs.max(1)).enumerate().take(outputs) {
            let base = o / PANEL * PANEL * inputs + o % PANEL;
            for (i, &w) in row.iter().enumerate() {
                panels[base + i * PANEL] = w;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(padded, 0.0);
        Self { panels, bias, inputs, outputs }
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// `out[row] = x[row] * weights + bias` for each row of `x`; `packed` is scratch.
    pub fn apply(&self, x: &[f32], out: &mut Buffer, packed: &mut Buffer) {
        let rows = x.len() / self.inputs.max(1);
        pack(x, self.inputs, packed);
        out.resize(rows * self.outputs);
        multiply(packed, &self.panels, &self.bias, self.inputs, self.outputs, out);
    }
}

/// Rearranges rows into tiles of [`TILE`], input by input. Where the last tile is not full its other rows hold anything:
/// what is computed from them is not kept.
fn pack(x: &[f32], width: usize, packed: &mut Buffer) {
    packed.resize((x.len() / width.max(1)).next_multiple_of(TILE) * width);
    for (tile, rows) in packed.chunks_exact_mut(TILE * width).zip(x.chunks(TILE * width)) {
        for (r, row) in rows.chunks_exact(width).enumerate() {
            for (to, &from) in tile[r..].iter_mut().step_by(TILE).zip(row) {
                *to = from;
            }
        }
    }
}

kernel! {
    /// Tiles of rows times panels of columns. A panel stays in the first-level cache while all tiles pass.
    pub fn multiply(packed: &[f32], panels: &[f32], bias: &[f32], inputs: usize, outputs: usize, out: &mut [f32]) {
        for (p, (panel, bias)) in panels.chunks_exact(PANEL * inputs).zip(bias.chunks_exact(PANEL)).enumerate() {
            let column = p * PANEL;
            let wide = PANEL.min(outputs - column);
            for (tile, rows) in packed.chunks_exact(TILE * inputs).zip(out.chunks_mut(TILE * outputs)) {
                let sums = tile_times_panel(tile, panel, bias);
                for (row, sums) in rows.chunks_exact_mut(outputs).zip(&sums) {
                    row[column..column + wide].copy_from_slice(&sums[..wide]);
                }
            }
        }
    }
}

#[inline(always)]
fn tile_times_panel(tile: &[f32], panel: &[f32], bias: &[f32]) -> [[f32; PANEL]; TILE] {
    let mut start = [0.0; PANEL];
    start.copy_from_slice(bias);
    let mut sums = [start; TILE];
    for (a, b) in tile.chunks_exact(TILE).zip(panel.chunks_exact(PANEL)) {
        for r in 0..TILE {
            for c in 0..PANEL {
                sums[r][c] = a[r].mul_add(b[c], sums[r][c]);
            }
        }
    }
    sums
}

/// Sum of products in sixteen interleaved partial sums.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let (a16, b16) = (a.chunks_exact(16), b.chunks_exact(16));
    let (a_rest, b_rest) = (a16.remainder(), b16.remainder());
    for (x, y) in a16.zip(b16) {
        for i in 0..16 {
            lanes[i] = x[i].mul_add(y[i], lanes[i]);
        }
    }
    for (i, (x, y)) in a_rest.iter().zip(b_rest).enumerate() {
        lanes[i] = x.mul_add(*y, lanes[i]);
    }
    fold(lanes)
}

#[inline(always)]
fn fold(lanes: [f32; 16]) -> f32 {
    let mut width = 8;
    let mut sums = lanes;
    while width > 0 {
        for i in 0..width {
            sums[i] += sums[i + width];
        }
        width /= 2;
    }
    sums[0]
}

#[inline(always)]
fn sum(x: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let chunks = x.chunks_exact(16);
    for (lane, v) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane += v;
    }
    for chunk in chunks {
        for i in 0..16 {
            lanes[i] += chunk[i];
        }
    }
    fold(lanes)
}

/// e to the power of `x`, to about 1e-7 relative; `x` is first clamped to -87..=88.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0);
    let n = x.mul_add(std::f32::consts::LOG2_E, ROUND) - ROUND;
    let r = n.mul_add(-1.428_606_8e-6, n.mul_add(-0.693_145_75, x));
    let mut p = 1.388_888_9e-3f32;
    for c in [8.333_334e-3, 4.166_666_7e-2, 0.166_666_67, 0.5, 1.0, 1.0] {
        p = p.mul_add(r, c);
    }
    p * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

kernel! {
    /// Normalises each row to mean 0 and variance 1, then scales and shifts: `out = (x - mean) / sd * gain + bias`.
    pub fn layer_norm(x: &[f32], gain: &[f32], bias: &[f32], out: &mut [f32]) {
        let width = gain.len();
        let share = 1.0 / width as f32;
        for (x, out) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mean = sum(x) * share;
            for (o, v) in out.iter_mut().zip(x) {
                *o = v - mean;
            }
            let scale = 1.0 / (dot(out, out) * share + 1e-5).sqrt();
            for ((o, g), b) in out.iter_mut().zip(gain).zip(bias) {
                *o = (*o * scale).mul_add(*g, *b);
            }
        }
    }
}

kernel! {
    /// `out += x`.
    pub fn add(x: &[f32], out: &mut [f32]) {
        for (o, v) in out.iter_mut().zip(x) {
            *o += v;
        }
    }
}

kernel! {
    /// `out += max(x, 0)`.
    pub fn add_positive(x: &[f32], out: &mut [f32]) {
        for (o, v) in out.iter_mut().zip(x) {
            *o += v.max(0.0);
        }
    }
}

kernel! {
    /// `x = max(x, 0)`.
    pub fn positive(x: &mut [f32]) {
        for v in x {
            *v = v.max(0.0);
        }
    }
}

kernel! {
    /// `out += scale * row` for a row of 8-bit numbers.
    pub fn add_scaled(row: &[i8], scale: f32, out: &mut [f32]) {
        for (o, &q) in out.iter_mut().zip(row) {
            *o = f32::from(q).mul_add(scale, *o);
        }
    }
}

kernel! {
    /// Runs the gated means over one sentence. Each row of `gates` holds values, forget gates and output gates for the
    /// forward and then the backward cells; each row of `out` gets the gated states of both. `cells` is scratch.
    pub fn recurrence(gates: &[f32], cell: usize, cells: &mut [f32], out: &mut [f32]) {
        let words = out.len() / (2 * cell);
        for side in 0..2 {
            let state = &mut cells[..cell];
            state.fill(0.0);
            for step in 0..words {
                let word = if side == 0 { step } else { words - 1 - step };
                let row = &gates[word * 6 * cell..(word + 1) * 6 * cell];
                let value = &row[side * cell..][..cell];
                let forget = &row[(2 + side) * cell..][..cell];
                let output = &row[(4 + side) * cell..][..cell];
                let out = &mut out[(word * 2 + side) * cell..][..cell];
                for i in 0..cell {
                    let f = sigmoid(forget[i]);
                    let s = f.mul_add(state[i], (1.0 - f) * value[i]);
                    state[i] = s;
                    out[i] = sigmoid(output[i]) * s;
                }
            }
        }
    }
}

kernel! {
    /// Self-attention over one sentence. Each row of `qkv` holds queries, keys and values of all heads; `out` gets the
    /// mixed values. `scratch` needs room for the transposed keys of one head and one row of weights.
    pub fn attention(qkv: &[f32], width: usize, heads: usize, scratch: &mut [f32], out: &mut [f32]) {
        let words = out.len() / width;
        let size = width / heads;
        let scale = 1.0 / (size as f32).sqrt();
        let (keys, weights) = scratch.split_at_mut(size * words);
        let weights = &mut weights[..words];
        for head in 0..heads {
            for word in 0..words {
                let key = &qkv[word * 3 * width + width + head * size..][..size];
                for (d, k) in key.iter().enumerate() {
                    keys[d * words + word] = *k;
                }
            }
            for word in 0..words {
                let query = &qkv[word * 3 * width + head * size..][..size];
                weights.fill(0.0);
                for (q, keys) in query.iter().zip(keys.chunks_exact(words)) {
                    for (w, k) in weights.iter_mut().zip(keys) {
                        *w = q.mul_add(*k, *w);
                    }
                }
                softmax(weights, scale);
                let out = &mut out[word * width + head * size..][..size];
                out.fill(0.0);
                for (other, w) in weights.iter().enumerate() {
                    let value = &qkv[other * 3 * width + 2 * width + head * size..][..size];
                    for (o, v) in out.iter_mut().zip(value) {
                        *o = w.mul_add(*v, *o);
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn softmax(x: &mut [f32], scale: f32) {
    let top = x.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    for v in x.iter_mut() {
        *v = exp((*v - top) * scale);
    }
    let total = 1.0 / sum(x);
    for v in x.iter_mut() {
        *v *= total;
    }
}

kernel! {
    /// `out[i][j] = a[i] . b[j]` for all rows of width `width`.
    pub fn products(a: &[f32], b: &[f32], width: usize, out: &mut [f32]) {
        let columns = b.len() / width;
        for (a, out) in a.chunks_exact(width).zip(out.chunks_exact_mut(columns)) {
            for (o, b) in out.iter_mut().zip(b.chunks_exact(width)) {
                *o = dot(a, b);
            }
        }
    }
}

kernel! {
    /// `out[label] = forms[label] . (row, 1)` where each form is one longer than `row`.
    pub fn bilinear(forms: &[f32], row: &[f32], out: &mut [f32]) {
        for (o, form) in out.iter_mut().zip(forms.chunks_exact(row.len() + 1)) {
            *o = dot(&form[..row.len()], row) + form[row.len()];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_everywhere() {
        for i in -8700..8800 {
            let x = i as f32 / 100.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= 3e-7 * right, "{x}");
        }
    }

    #[test]
    fn linear_layers_match_the_plain_sum() {
        let (inputs, outputs, rows) = (37, 21, 13);
        let number = |i: usize| ((i * 7919 % 101) as f32 - 50.0) / 50.0;
        let weights: Vec<f32> = (0..inputs * outputs).map(number).collect();
        let bias: Vec<f32> = (0..outputs).map(number).collect();
        let x: Vec<f32> = (0..rows * inputs).map(|i| number(i + 3)).collect();
        let (mut out, mut packed) = (Buffer::default(), Buffer::default());
        Linear::new(&weights, &bias, inputs).apply(&x, &mut out, &mut packed);
        for r in 0..rows {
            for o in 0..outputs {
                let right = (0..inputs).fold(bias[o], |s, i| x[r * inputs + i].mul_add(weights[o * inputs + i], s));
                assert_eq!(out[r * outputs + o], right, "row {r}, output {o}");
            }
        }
    }
}
