package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.List;
import org.duetml.app.experiment.Statistic;
import org.duetml.app.experiment.Table;
import org.duetml.app.reproduce.Claim.Kind;
import org.duetml.app.reproduce.ScheduleSearch.Method;
import org.duetml.config.DuetConfig.SamplerStep;

/** What the paper says, put to the test. */
final class PaperClaims {
  private static final int MANY_STEPS = DiffusionCase.MANY_STEPS;
  private static final double LARGE_TAU = 1;

  private PaperClaims() {}

  private static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    for (SamplerStep step : List.of(SamplerStep.VALUE_GRADIENT, SamplerStep.PPO)) {
      addFor(GameCase.of(step), claims);
    }
    return claims;
  }

  private static void addFor(GameCase game, List<Claim> claims) {
    String bestOfMany = new DiffusionCase(Method.DDPM, MANY_STEPS, true).label();
    String bestOfFew = new DiffusionCase(Method.DDPM, game.steps(), true).label();
    String start = ReferenceCells.pretrainedLabel(game.steps());
    String policyGradient = GameCase.of(SamplerStep.POLICY_GRADIENT).label();
    String own = game.label();
    claims.add(new Claim("no worse than DDPM with 1000 steps", own, bestOfMany, Kind.NO_WORSE));
    claims.add(new Claim("better than DDPM at the same steps", own, bestOfFew, Kind.BETTER));
    claims.add(new Claim("better than what it started from", own, start, Kind.BETTER));
    claims.add(new Claim("entropy matters", own, game.withTau(0).label(), Kind.BETTER));
    String tooMuch = game.withTau(LARGE_TAU).label();
    claims.add(new Claim("too much entropy hurts", own, tooMuch, Kind.BETTER));
    claims.add(new Claim("pretraining helps", own, game.fromScratch().label(), Kind.BETTER));
    claims.add(new Claim("a value network helps", own, policyGradient, Kind.BETTER));
  }

  /** The margin of "no worse": what two draws of the data itself differ by (one sd). */
  static double margin(Results results) {
    return results
        .statistic(ReferenceCells.FLOOR_LABEL, SampleFigures.EXACT_DISTANCE_SPREAD)
        .map(Statistic::mean)
        .orElse(0.0);
  }

  /** One row for each claim whose two cells were measured. */
  static Table table(Results results) {
    double margin = margin(results);
    List<List<String>> rows = new ArrayList<>();
    for (Claim claim : all()) {
      claim
          .decide(results, SampleFigures.EXACT_DISTANCE, margin)
          .ifPresent(outcome -> rows.add(row(claim, outcome, results)));
    }
    List<String> header =
        List.of("claim", "of", "exact sliced W2", "against", "its W2", "difference", "verdict");
    return new Table(header, rows);
  }

  private static List<String> row(Claim claim, Claim.Outcome outcome, Results results) {
    return List.of(
        claim.text(),
        claim.first(),
        distance(results, claim.first()),
        claim.second(),
        distance(results, claim.second()),
        outcome.differenceText(),
        outcome.verdict());
  }

  private static String distance(Results results, String label) {
    return results.statistic(label, SampleFigures.EXACT_DISTANCE).orElseThrow().text(4);
  }
}
