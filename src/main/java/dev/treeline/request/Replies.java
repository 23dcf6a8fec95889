package dev.treeline.request;

import dev.treeline.forest.Model;
import dev.treeline.payload.Body;
import dev.treeline.payload.ClarifyReply;
import dev.treeline.payload.ContainerReply;
import dev.treeline.payload.PredictionsReply;
import dev.treeline.payload.ReplyFormat;
import dev.treeline.payload.SelectedOutputs;
import dev.treeline.payload.Selection;
import dev.treeline.settings.ServingSettings;
import java.util.ArrayList;
import java.util.List;

/// Writes predictions as SageMaker's container does: plain, or the outputs that the operator
/// selected. For every thread.
final class Replies {
  private final ServingSettings serving;

  Replies(ServingSettings serving) {
    this.serving = serving;
  }

  /// Writes all predictions.
  ///
  /// @param dataframe whether the body was MLflow's own, which expects MLflow's JSON
  /// @throws Refusal if the selected outputs are not this model's
  Body write(Scores scores, ReplyFormat format, boolean dataframe) {
    Model model = scores.served().model();
    if (dataframe && format == ReplyFormat.JSON) {
      return PredictionsReply.write(scores.predictions(), model.outputs());
    }
    if (!serving.selectedOutputs().isEmpty()) {
      return selected(scores, format, model);
    }
    return serving.batch()
        ? ContainerReply.writeBatch(format, scores.predictions(), model.outputs())
        : ContainerReply.write(format, scores.predictions(), model.outputs());
  }

  private Body selected(Scores scores, ReplyFormat format, Model model) {
    Selection selection =
        Selection.of(model.objective(), model.groups(), serving.selectedOutputs());
    if (selection instanceof SelectedOutputs outputs) {
      return serving.batch()
          ? outputs.writeBatch(format, scores.predictions())
          : outputs.write(format, scores.predictions());
    }
    throw new Refusal(
        Reason.NO_SUCH_OUTPUT,
        switch (selection) {
          case Selection.Unsupported(var problem) -> problem;
          case SelectedOutputs _ -> "";
        });
  }

  /// The document of SageMaker's online explanations, around predictions as they were written.
  ///
  /// @throws Refusal if they are not text, which that document cannot hold
  static Body explained(Scores scores, Body predictions) {
    if (!predictions.isText()) {
      throw new Refusal(
          Reason.NOT_ACCEPTABLE,
          "Accept",
          predictions.contentType() + " with explanations",
          "application/json, application/jsonlines or text/csv");
    }
    Model model = scores.served().model();
    List<String> types = new ArrayList<>();
    for (int f = 0; f < model.features(); f++) {
      types.add(model.categories(f).isEmpty() ? "numerical" : "categorical");
    }
    return ClarifyReply.write(
        predictions, scores.attributions(), new ClarifyReply.Headers(types, model.classes()));
  }
}
