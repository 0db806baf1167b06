package org.duetml.app.picture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duetml.app.picture.CurveChart.Curve;
import org.duetml.app.picture.CurveChart.Range;
import org.duetml.gcd.Phase;
import org.duetml.gcd.Signals;

/** The training curves, one chart per question, over the iterations with the phases marked. */
final class TrainingPicture {
  private static final Color[] PHASES = {
    new Color(0xe9eef6), new Color(0xfdf0dc), new Color(0xe6f3ea), new Color(0xf3eaf6)
  };
  private static final Color FIRST = new Color(0x23308f);
  private static final Color SECOND = new Color(0xc2571a);
  private static final Color THIRD = new Color(0x1e8449);

  /** Sigmas named in the key. */
  private static final int MOST_LABELS = 8;

  private static final int COLUMNS = 3;
  private static final int TOP = 66;
  private static final int HEADING = 50;
  private static final int CHART_HEIGHT = 250;
  private static final int BELOW = 40;
  private static final int LEFT = 70;

  private TrainingPicture() {}

  static Canvas draw(String title, TrainingLog log) {
    List<CurveChart> charts = charts(log);
    int columns = Math.clamp(charts.size(), 1, COLUMNS);
    int rows = (charts.size() + columns - 1) / columns;
    int rowHeight = HEADING + CHART_HEIGHT + BELOW;
    Canvas canvas = new Canvas(Style.WIDTH, TOP + rows * rowHeight + Style.MARGIN);
    canvas.title(title + ": training, by iteration");
    Map<TrainingLog.Span, Color> phaseColors = phaseColors(log);
    drawPhases(canvas, phaseColors);
    double column = (Style.WIDTH - 2.0 * Style.MARGIN) / columns;
    for (int i = 0; i < charts.size(); i++) {
      Rectangle2D frame =
          new Rectangle2D.Double(
              Style.MARGIN + i % columns * column + LEFT,
              TOP + HEADING + i / columns * rowHeight,
              column - LEFT - 12,
              CHART_HEIGHT);
      charts.get(i).draw(canvas, frame, phaseColors);
    }
    return canvas;
  }

  private static List<CurveChart> charts(TrainingLog log) {
    Range part = Range.free().within(0, 1);
    List<CurveChart> charts = new ArrayList<>();
    charts.add(denoisingLoss(log));
    charts.add(single(log, "Energy gap", Signals.ENERGY_GAP, Range.free().about(0)));
    charts.add(
        single(log, "AUROC of the energy", Signals.AUROC_DATA_SAMPLES, Range.free().about(0.5)));
    charts.add(single(log, "Sliced Wasserstein", Signals.SLICED_WASSERSTEIN, Range.log()));
    charts.add(
        single(
            log,
            "Value: explained variance",
            Signals.EXPLAINED_VARIANCE,
            Range.free().about(1).within(-1, 1)));
    charts.add(sigmas(log));
    charts.add(gradientNorms(log));
    charts.add(single(log, "Effective sample size", Signals.EFFECTIVE_SAMPLE_SIZE, part.about(0)));
    charts.add(single(log, "Entropy of the steps, nats", Signals.ENTROPY, Range.free()));
    charts.add(ppo(log));
    return charts.stream().filter(CurveChart::hasValues).toList();
  }

  private static CurveChart single(TrainingLog log, String heading, String signal, Range range) {
    return new CurveChart(heading, List.of(new Curve("", FIRST, log.curve(signal))), range);
  }

  /** Of the pretraining; the loss of other phases is another quantity. */
  private static CurveChart denoisingLoss(TrainingLog log) {
    Map<TrainingLog.Span, List<TrainingLog.Point>> pieces = log.curve(Signals.LOSS);
    pieces.keySet().removeIf(span -> !span.name().equals(Phase.PRETRAIN.label()));
    return new CurveChart("Denoising loss", List.of(new Curve("", FIRST, pieces)), Range.log());
  }

  private static CurveChart gradientNorms(TrainingLog log) {
    return new CurveChart(
        "Gradient norm",
        List.of(
            new Curve("energy", FIRST, log.curve(Signals.GRADIENT_NORM_ENERGY)),
            new Curve("value", SECOND, log.curve(Signals.GRADIENT_NORM_VALUE)),
            new Curve("sampler", THIRD, log.curve(Signals.GRADIENT_NORM_SAMPLER))),
        Range.log());
  }

  private static CurveChart ppo(TrainingLog log) {
    return new CurveChart(
        "PPO",
        List.of(
            new Curve("clipped", FIRST, log.curve(Signals.CLIP_FRACTION)),
            new Curve("approximate KL", SECOND, log.curve(Signals.APPROX_KL))),
        Range.free().about(0));
  }

  private static CurveChart sigmas(TrainingLog log) {
    List<String> names = log.names(Signals.SIGMA_PREFIX);
    int stride = (names.size() + MOST_LABELS - 1) / MOST_LABELS;
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String index = names.get(i).substring(Signals.SIGMA_PREFIX.length());
      // The light end of the map would not show on the light background.
      Color color = ColorMap.VIRIDIS.color(0.85 * i / Math.max(1, names.size() - 1));
      String label = i % stride == 0 ? index : "";
      curves.add(new Curve(label, color, log.curve(names.get(i))));
    }
    return new CurveChart("Sigma of step", curves, Range.log());
  }

  private static Map<TrainingLog.Span, Color> phaseColors(TrainingLog log) {
    Map<TrainingLog.Span, Color> colors = new LinkedHashMap<>();
    for (TrainingLog.Span span : log.spans()) {
      colors.put(span, PHASES[colors.size() % PHASES.length]);
    }
    return colors;
  }

  /** The key to the backgrounds, at the top right. */
  private static void drawPhases(Canvas canvas, Map<TrainingLog.Span, Color> colors) {
    double right = Style.WIDTH - Style.MARGIN - 12;
    double baseline = Style.MARGIN + 22;
    for (TrainingLog.Span span : List.copyOf(colors.keySet()).reversed()) {
      canvas.text(span.name(), right, baseline, Style.LABEL, Style.MUTED, Canvas.Anchor.RIGHT);
      right -= canvas.textWidth(span.name(), Style.LABEL) + 34;
      Rectangle2D box = new Rectangle2D.Double(right, baseline - 18, 26, 22);
      canvas.graphics().setColor(colors.get(span));
      canvas.graphics().fill(box);
      canvas.graphics().setStroke(Style.HAIRLINE);
      canvas.graphics().setColor(Style.FRAME);
      canvas.graphics().draw(box);
      right -= 22;
    }
  }
}
