using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Rehearsals;

/// <summary>A wrong transcript fails exactly the criteria it names.</summary>
internal static class WrongRehearsal
{
    public static PlayedTranscript? Play(Stage stage, string name, ulong seed)
    {
        if (stage.Read(name, seed) is not { } transcript) return null;
        if (transcript.Fails.IsEmpty) stage.Find(name, 1, "the first line names the criteria it fails: #! fails: ID …", seed);
        foreach (var id in transcript.Fails.Except(stage.Criteria))
            stage.Find(name, 1, $"no criterion is called '{id}'; {NearestNames.Advice(id, stage.Criteria)}", seed);
        foreach (var line in transcript.NotNeeded.Keys) stage.Find(name, line, "only the steps of a golden transcript are marked as not needed", seed);
        foreach (var line in transcript.AnyOrder.Keys) stage.Find(name, line, "only the steps of a golden transcript may come in any order", seed);
        if (stage.Play(name, transcript, seed, g => string.Join(' ', Performance.FailedIn(g))) is not { } played) return null;
        foreach (var id in played.Failed.Except(transcript.Fails)) stage.Find(name, 1, $"it fails {id} as well, which it does not name: {Evidence(played, id)}", seed);
        foreach (var id in transcript.Fails.Intersect(stage.Criteria).Except(played.Failed))
            stage.Find(name, 1, $"it names {id}, which it does not fail: {Evidence(played, id)}", seed);
        if (played.Unplayed is { } line1) stage.Find(name, line1, "never played: the shell had ended", seed);
        return new PlayedTranscript(name, transcript, Script.Of(stage.Shown(name), transcript, played.Begun), played);
    }

    private static string? Evidence(Performance played, string id) =>
        played.Grade.Results.First(r => r.Criterion.Id == id).Finding.Evidence.FirstOrDefault()?.What.En;
}
