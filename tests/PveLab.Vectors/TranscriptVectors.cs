using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PveLab.Courseware.Attempts;

namespace PveLab.Vectors;

/// <summary>
/// g_cli_transcripts: <c>steps[]</c> of <c>kind, cmd, stdout, stderr, rc</c>, typed one after the other on node pve1 of
/// <see cref="TranscriptWorld"/>. Steps that mock a machine are done to the world instead.
/// </summary>
public static partial class TranscriptVectors
{
    // Where the recording machine itself shows: what follows is not Proxmox VE's.
    private static readonly string[] Artefacts = ["open3", "D-Bus", "DBus", "systemd", "got unexpected control message"];

    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        using var attempt = TranscriptWorld.Begin();
        // No terminal stood behind the recorded commands: nothing is cut.
        attempt.Shell.Terminal.Columns = int.MaxValue;
        using var mock = new MockedMachine(attempt.World.Nodes["pve1"]);
        foreach (var step in vector["steps"].EnumerateArray())
        {
            var command = step.GetProperty("cmd").GetString()!;
            if (mock.Learns(command)) continue;
            var got = MockedMachine.Runs(command) ? mock.Run(command, line => Type(attempt, line))
                : MockedMachine.Connects(command) ? mock.RunAlone(command, line => Type(attempt, line)) : Type(attempt, command);
            Compare(compare, $"$ {command}\n", step, got);
        }
    }

    private static void Compare(Comparison compare, string what, JsonElement step, Printed got)
    {
        var (stdout, stderr) = (Normal.Of(Text(step, "stdout")), Normal.Of(Text(step, "stderr")));
        var (gotOut, gotErr) = (Normal.Of(got.Out), Normal.Of(got.Err));
        if (Artefacts.Any(artefact => stdout.Contains(artefact, StringComparison.Ordinal) || stderr.Contains(artefact, StringComparison.Ordinal)))
        {
            var upTo = string.Concat(Lines(stdout).TakeWhile(line => !Artefacts.Any(artefact => line.Contains(artefact, StringComparison.Ordinal))));
            compare.Same(what + "stdout", upTo, gotOut.StartsWith(upTo, StringComparison.Ordinal) ? upTo : gotOut);
            return;
        }
        if (stderr.Contains("USAGE: ", StringComparison.Ordinal)) (stderr, gotErr) = (Signatures(stderr), Signatures(gotErr));
        compare.Same(what + "stdout", stdout, Ascii(gotOut));
        compare.Same(what + "stderr", stderr, gotErr);
        compare.Same(what + "rc is 0", Text(step, "rc") == "0", got.Status == 0);
    }

    /// <summary>The parameters that a help names; their descriptions are prose, and PveLab's own.</summary>
    private static string Signatures(string help) =>
        string.Concat(Lines(help).Where(line => line.StartsWith("  ", StringComparison.Ordinal) || line.StartsWith("USAGE", StringComparison.Ordinal)));

    /// <summary>The transcripts were recorded without a locale: tables are drawn with ASCII.</summary>
    private static string Ascii(string text) => Corner().Replace(text, "+").Replace('│', '|').Replace('─', '-').Replace('═', '=');

    private static Printed Type(Attempt attempt, string line)
    {
        var (stdout, stderr) = (new StringBuilder(), new StringBuilder());
        attempt.Submit(new Input.Line(line));
        while (true)
        {
            switch (attempt.Pull())
            {
                case Output.Out { Text: var text }: stdout.Append(text); break;
                case Output.Err { Text: var text }: stderr.Append(text); break;
                case Output.NeedInput: attempt.Submit(new Input.Key("Ctrl+D")); break;
                case Output.Idle or Output.Ended: return new(stdout.ToString(), stderr.ToString(), attempt.Shell.Status);
            }
        }
    }

    private static string Text(JsonElement step, string key) =>
        step.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    private static string[] Lines(string text) => LineEnd().Split(text);

    [GeneratedRegex("[┌├└┐┤┘┬┼┴╞╪╡]")]
    private static partial Regex Corner();

    [GeneratedRegex(@"(?<=\n)")]
    private static partial Regex LineEnd();
}
