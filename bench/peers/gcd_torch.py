"""The GCD iteration of Duet's defaults on 8 Gaussians as a plain PyTorch program, to be timed beside Duet.

Same networks, batch, T, optimiser and number of network evaluations; see docs/algorithm.md for the equations.
Works with torch 1.13 and newer. `compare` runs it; `gcd_torch.py check` shows that it learns.
"""

import argparse
import copy
import json
import math
import time

import torch
from torch import nn

DIMENSION, STEPS, BATCH, WIDTH = 2, 5, 256, 128
TAU, ENERGY_SCALE, CONFINEMENT = 0.05, 0.05, 1.0
NOISE_MIN, NOISE_MAX = 0.15, 5.0
FOURIER_FEATURES, FOURIER_SCALE = 32, 2.6
SIGMA_MIN, SIGMA_MAX = 0.01, 1.5
PPO_EPOCHS, PPO_CLIP = 2, 0.2
GRADIENT_CLIP = 20.0
EMA = 0.9995
RADIUS, DEVIATION = 4 / 1.414, 0.5 / 1.414
DATA_SCALE = math.sqrt(RADIUS**2 / 2 + DEVIATION**2)
ROWS = 1_000_000
SEARCH_ROWS = 131_072
WARM_UP, WINDOW, STEADY, MOST_WINDOWS = 4.0, 0.6, 0.02, 10
BATCHES = (512, 1024, 4096, 16384, 65536)


class Network(nn.Module):
    """A perceptron with SiLU; Fourier features of the input and a modulation by the step where wanted."""

    def __init__(self, outputs, layers, steps=0, fourier=0):
        super().__init__()
        self.rows = 0
        self.register_buffer("frequencies", FOURIER_SCALE * torch.randn(DIMENSION, fourier) if fourier else None)
        widths = [DIMENSION + 2 * fourier] + [WIDTH] * layers
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.output = nn.Linear(WIDTH, outputs)
        for linear in self.hidden:
            nn.init.kaiming_normal_(linear.weight)
        for linear in (*self.hidden, self.output):
            nn.init.zeros_(linear.bias)
        modulated = layers if steps else 0
        self.scale = nn.ParameterList(nn.Parameter(1 + 0.1 * torch.randn(steps, WIDTH)) for _ in range(modulated))
        self.shift = nn.ParameterList(nn.Parameter(0.1 * torch.randn(steps, WIDTH)) for _ in range(modulated))

    def forward(self, x, step=None):
        """`step` is one index for all rows, or (T, 1) indices for rows of shape (T, B, D)."""
        self.rows += x.numel() // DIMENSION
        if self.frequencies is not None:
            angles = x @ self.frequencies
            x = torch.cat([x, angles.sin(), angles.cos()], -1)
        for i, linear in enumerate(self.hidden):
            x = linear(x)
            if step is not None:
                x = self.scale[i][step] * x + self.shift[i][step]
            x = nn.functional.silu(x)
        return self.output(x)


class Energy(Network):
    """E(x) = scale f(x) + tau |x|^2 / (2 s^2)."""

    def __init__(self):
        super().__init__(outputs=1, layers=2, fourier=FOURIER_FEATURES)

    def forward(self, x):
        return ENERGY_SCALE * super().forward(x)[..., 0] + TAU / CONFINEMENT * 0.5 * x.square().sum(-1)


class Value(Network):
    """V(x, t)."""

    def __init__(self):
        super().__init__(outputs=1, layers=2, steps=STEPS, fourier=FOURIER_FEATURES)

    def forward(self, x, step):
        return ENERGY_SCALE * super().forward(x, step)[..., 0]


class Sampler(Network):
    """The diffusion sampler of STEPS steps, with a learned log sigma for each."""

    def __init__(self):
        super().__init__(outputs=DIMENSION, layers=3, steps=STEPS)
        levels = torch.tensor([NOISE_MAX * (NOISE_MIN / NOISE_MAX) ** (t / (STEPS - 1)) for t in range(STEPS)])
        self.register_buffer("alpha_bar", torch.cat([1 / (1 + levels**2), torch.ones(1)]))
        self.register_buffer("alpha", self.alpha_bar[:-1] / self.alpha_bar[1:])
        self.register_buffer("beta", 1 - self.alpha)
        noise_share = self.beta / (1 - self.alpha_bar[:-1]).sqrt()
        self.register_buffer("state_factor", self.alpha.rsqrt()[:, None])
        self.register_buffer("noise_factor", (noise_share * self.alpha.rsqrt())[:, None])
        self.log_sigma = nn.Parameter(0.5 * self.beta.log())

    def mean(self, x, step):
        return self.state_factor[step] * x - self.noise_factor[step] * self(x, step)

    def rollout(self, count):
        """The states x_0 .. x_T, and x_1 .. x_T once more as functions of the parameters."""
        x = torch.randn(count, DIMENSION)
        states, following = [x], []
        for t in range(STEPS):
            x = self.mean(x.detach(), t) + self.log_sigma[t].exp() * torch.randn(count, DIMENSION)
            following.append(x)
            states.append(x.detach())
        return torch.stack(states), torch.stack(following)

    def log_density(self, states, step):
        """log pi(x_{t+1} | x_t) of all transitions, (T, B)."""
        sigma = self.log_sigma.exp()[:, None]
        squares = (states[1:] - self.mean(states[:-1], step)).square().sum(-1) / sigma**2
        return -0.5 * squares - DIMENSION * (sigma.log() + 0.5 * math.log(2 * math.pi))

    def sample(self, count):
        x = torch.randn(count, DIMENSION)
        for t in range(STEPS):
            x = self.mean(x, t) + self.log_sigma[t].exp() * torch.randn(count, DIMENSION)
        return DATA_SCALE * x

    def entropy(self):
        return DIMENSION * (self.log_sigma + 0.5 * math.log(2 * math.pi * math.e))


def draw_data(count):
    angle = torch.randint(8, (count,)) * (math.pi / 4)
    means = RADIUS * torch.stack([angle.cos(), angle.sin()], 1)
    return (means + DEVIATION * torch.randn(count, DIMENSION)) / DATA_SCALE


class Game:
    """One iteration after the other: rollout, energy, value, sampler, averages."""

    def __init__(self, method):
        self.method = method
        self.sampler, self.energy, self.value = Sampler(), Energy(), Value()
        self.networks = [self.sampler, self.energy, self.value]
        self.averages = [copy.deepcopy(network).requires_grad_(False) for network in self.networks]
        self.iterations = 0
        self.steps = torch.arange(STEPS)[:, None]
        weights = [p for name, p in self.sampler.named_parameters() if name != "log_sigma"]
        sigma = {"params": [self.sampler.log_sigma], "lr": 1e-3}
        self.sampler_optimizer = torch.optim.Adam([{"params": weights}, sigma], lr=5e-4, betas=(0.5, 0.999))
        self.energy_optimizer = torch.optim.Adam(self.energy.parameters(), lr=1e-4, betas=(0.5, 0.999))
        self.value_optimizer = torch.optim.Adam(self.value.parameters(), lr=1e-3)

    def play(self):
        (self.play_by_gradient if self.method == "value-gradient" else self.play_by_ppo)()
        self.average()

    def play_by_gradient(self):
        """Every next state pays V(x_{t+1}, t + 1) and its cost; no gradient goes through time."""
        states, following = self.sampler.rollout(BATCH)
        self.improve_energy(states[-1])
        after = following.detach().requires_grad_()
        terminal = self.energy(after[-1])
        added = self.added_cost(states[:-1], after)
        self.improve_value(states, terminal.detach(), added.detach())
        future = self.value(after[:-1], self.steps[1:]).sum() + terminal.sum() + added.sum()
        (by_state,) = torch.autograd.grad(future, after)
        pathwise = (following * by_state).sum() / BATCH
        self.step_sampler((pathwise - TAU * self.sampler.entropy().sum()) / ENERGY_SCALE)

    def play_by_ppo(self):
        with torch.no_grad():
            states, _ = self.sampler.rollout(BATCH)
        self.improve_energy(states[-1])
        with torch.no_grad():
            terminal = self.energy(states[-1])
            added = self.added_cost(states[:-1], states[1:])
        advantages = self.improve_value(states, terminal, added)
        advantages = advantages - advantages.mean(1, keepdim=True)
        deviation = advantages.square().mean().sqrt()
        advantages = advantages / deviation
        old = None
        for _ in range(PPO_EPOCHS):
            log_density = self.sampler.log_density(states, self.steps)
            old = log_density.detach() if old is None else old
            ratio = (log_density - old).exp()
            clipped = ratio.clamp(1 - PPO_CLIP, 1 + PPO_CLIP)
            surrogate = torch.min(ratio * advantages, clipped * advantages).mean()
            self.step_sampler(-surrogate - TAU / deviation * self.sampler.entropy().mean())

    def improve_energy(self, samples):
        energies = self.energy(torch.cat([draw_data(BATCH), samples]))
        gap = energies[BATCH:].mean() - energies[:BATCH].mean()
        self.energy_optimizer.zero_grad(set_to_none=True)
        (-gap / ENERGY_SCALE).backward()
        self.energy_optimizer.step()
        self.energy_gap = gap.detach()

    def added_cost(self, before, after):
        """-tau log r(x_t | x_{t+1}) with the DDPM noising kernel, (T, B)."""
        beta = self.sampler.beta[:, None]
        residual = before - self.sampler.alpha.sqrt()[:, None, None] * after
        return 0.5 * TAU * (residual.square().sum(-1) / beta + DIMENSION * (2 * math.pi * beta).log())

    def improve_value(self, states, terminal, added):
        """Regression on the Monte-Carlo return; returns how much less than expected it was."""
        costs = added - TAU * self.sampler.entropy().detach()[:, None]
        returns = terminal + costs.flip(0).cumsum(0).flip(0)
        values = self.value(states[:-1], self.steps)
        loss = (values - returns).square().mean() / ENERGY_SCALE**2
        self.value_optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.value_optimizer.step()
        self.value_loss = loss.detach()
        return values.detach() - returns

    def step_sampler(self, loss):
        self.sampler_optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.sampler.parameters(), GRADIENT_CLIP)
        self.sampler_optimizer.step()
        with torch.no_grad():
            self.sampler.log_sigma.clamp_(math.log(SIGMA_MIN), math.log(SIGMA_MAX))

    @torch.no_grad()
    def average(self):
        self.iterations += 1
        weight = 1 - min(EMA, (1 + self.iterations) / (4 + self.iterations))
        for averaged, network in zip(self.averages, self.networks):
            for mean, parameter in zip(averaged.parameters(), network.parameters()):
                mean.lerp_(parameter, weight)


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def now():
    """One thread is timed in processor time, which other work disturbs least, several by the clock: as Duet's."""
    return time.process_time() if torch.get_num_threads() == 1 else time.perf_counter()


def seconds_each(run):
    """The median duration of a run, by Duet's rule: after a warm-up, windows until two in a row agree."""
    start = time.perf_counter()
    while time.perf_counter() - start < WARM_UP:
        run()
    medians = []
    while len(medians) < 2 or len(medians) < MOST_WINDOWS and abs(medians[-1] / medians[-2] - 1) > STEADY:
        durations = []
        start = time.perf_counter()
        while len(durations) < 5 or time.perf_counter() - start < WINDOW:
            begin = now()
            run()
            durations.append(now() - begin)
        medians.append(median(durations))
    return (medians[-2] + medians[-1]) / 2


def time_game(method):
    game = Game(method)
    duration = seconds_each(game.play)
    # The rows that go forward through each network in one iteration, to be compared with Duet's.
    for network in game.networks:
        network.rows = 0
    game.play()
    names = ("sampler", "energy", "value")
    rows = {name: network.rows for name, network in zip(names, game.networks)}
    return {"per_second": 1 / duration, "rows": rows}


@torch.inference_mode()
def in_batches(run, batch, rows):
    for first in range(0, rows, batch):
        run(first, min(batch, rows - first))


def time_sampling():
    sampler = Sampler()
    return best_batch(lambda _, count: sampler.sample(count))


def time_scoring():
    energy, points = Energy(), DATA_SCALE * draw_data(ROWS)
    return best_batch(lambda first, count: energy(points[first : first + count] / DATA_SCALE))


def best_batch(run):
    """All rows by the batch size that was the fastest on a part of them."""
    tried = {}
    for batch in BATCHES:
        seconds_of(run, batch, SEARCH_ROWS)
        tried[batch] = seconds_of(run, batch, SEARCH_ROWS)
    best = min(tried, key=tried.get)
    return {"per_second": ROWS / seconds_of(run, best, ROWS), "batch": best}


def seconds_of(run, batch, rows):
    begin = now()
    in_batches(run, batch, rows)
    return now() - begin


WORKS = {
    "value-gradient": lambda: time_game("value-gradient"),
    "ppo": lambda: time_game("ppo"),
    "sampling": time_sampling,
    "scoring": time_scoring,
}


@torch.no_grad()
def sliced_wasserstein(samples, data):
    angles = torch.arange(100) * (math.pi / 100)
    directions = torch.stack([angles.cos(), angles.sin()])
    ours, theirs = ((points @ directions).sort(0)[0] for points in (samples, data))
    return (ours - theirs).square().mean().sqrt().item()


def pretrain(sampler, iterations):
    """Denoising score matching, then the analytic sigmas."""
    optimizer = torch.optim.Adam(sampler.parameters(), lr=2e-3)
    steps = torch.arange(STEPS)[:, None]
    signal = sampler.alpha_bar[:-1, None, None].sqrt()
    spread = (1 - sampler.alpha_bar[:-1, None, None]).sqrt()
    for iteration in range(iterations):
        optimizer.param_groups[0]["lr"] = 2e-3 * (1 - iteration / iterations)
        noise = torch.randn(STEPS, 512, DIMENSION)
        clean = draw_data(STEPS * 512).reshape(noise.shape)
        loss = (sampler(signal * clean + spread * noise, steps) - noise).square().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        for t in range(STEPS):
            clean, noise = draw_data(20_000), torch.randn(20_000, DIMENSION)
            after = sampler.alpha_bar[t + 1].sqrt() * clean + (1 - sampler.alpha_bar[t + 1]).sqrt() * noise
            before = sampler.alpha[t].sqrt() * after + sampler.beta[t].sqrt() * torch.randn_like(after)
            error = (after - sampler.mean(before, t)).square().mean()
            sampler.log_sigma[t] = 0.5 * error.log()


def check(method, iterations, pretraining):
    """Whether the game learns: the distance of samples from data before and after."""
    torch.manual_seed(0)
    game = Game(method)
    pretrain(game.sampler, pretraining)
    data = DATA_SCALE * draw_data(20_000)
    report("pretrained", game.sampler, data)
    for iteration in range(1, iterations + 1):
        game.play()
        if iteration % (iterations // 5) == 0:
            signals = f"energy gap {game.energy_gap:.4f}, value loss {game.value_loss:.3f}"
            report(f"{method} {iteration}: {signals}", game.averages[0], data)


def report(what, sampler, data):
    with torch.no_grad():
        samples = sampler.sample(len(data))
    floor = sliced_wasserstein(DATA_SCALE * draw_data(len(data)), data)
    print(f"{what}, sliced W2 {sliced_wasserstein(samples, data):.4f} (fresh data {floor:.4f})", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", choices=[*WORKS, "check"])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--method", choices=["value-gradient", "ppo"], default="value-gradient")
    parser.add_argument("--iterations", type=int, default=1000, help="of check")
    parser.add_argument("--pretraining", type=int, default=1000, help="iterations before those of check")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.work == "check":
        check(options.method, options.iterations, options.pretraining)
    else:
        figures = WORKS[options.work]()
        print(json.dumps({"work": options.work, "threads": options.threads, **figures}))


if __name__ == "__main__":
    main()
