"""Plots of costs against sizes, both by powers of ten, as SVG."""

from __future__ import annotations

import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 420, 280, 62, 34, 14, 44
COLOURS = ["#1b5e9e", "#b3541e", "#3f7d3a"]


def plot(title: str, sizes: list[int], lines: dict[str, list[float]]) -> str:
    """A line for each cost; the dashed one grows as the work does."""
    shown = [value for values in lines.values() for value in values if value > 0]
    low_x, high_x = math.log10(sizes[0]), max(math.log10(sizes[-1]), math.log10(sizes[0]) + 1)
    low_y, high_y = math.floor(math.log10(min(shown))), max(math.ceil(math.log10(max(shown))), math.floor(math.log10(min(shown))) + 1)

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return TOP + (high_y - math.log10(value)) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{WIDTH / 2}" y="18" text-anchor="middle" font-size="13">{title}</text>',
    ]
    for power in range(low_y, high_y + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{10**power:,g}</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{size:,}</text>')
    bottom, top = 10**low_y, min(10**high_y, 10**low_y * sizes[-1] / sizes[0])
    end = sizes[0] * top / bottom
    parts.append(f'<path d="M{x(sizes[0]):.1f} {y(bottom):.1f}L{x(end):.1f} {y(top):.1f}" stroke="#999" stroke-dasharray="4 3"/>')
    for colour, (name, values) in zip(COLOURS, lines.items()):
        points = [(x(size), y(value)) for size, value in zip(sizes, values) if value > 0]
        if not points:
            continue
        path = "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="3" fill="{colour}"/>' for across, down in points]
    for number, (colour, name) in enumerate(zip(COLOURS, lines)):
        parts.append(f'<text x="{LEFT + number * 120}" y="{HEIGHT - 8}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
