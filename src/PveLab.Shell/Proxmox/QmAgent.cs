using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;
using PveLab.Shell.Guest;
using PveLab.Sim;
using PveLab.Sim.Guests;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Shell.Proxmox;

/// <summary><c>qm guest</c>: commands, programs and passwords through the guest agent (qemu-server: PVE/CLI/qm.pm, PVE/QemuServer/Agent.pm).</summary>
internal static class QmAgent
{
    private const int Refused = 255;
    private const int NotFound = 127;

    internal static IEnumerable<CommandBinding> Bindings =>
    [
        QmOwn.Own("guest exec", "Runs a program in the guest.", QemuParameters.GuestOnly.With(
            ("extra-args", StandardOptions.ExtraArgs),
            ("pass-stdin", Optional(Boolean("Give standard input to the program."), "0")),
            ("synchronous", Optional(Boolean("Wait for the program."), "1")),
            ("timeout", Optional(Integer("Longest wait in seconds, 0 for ever.", 0), "30"))), Exec, "vmid", "extra-args"),
        QmOwn.Own("guest exec-status", "Shows what became of a program.", QemuParameters.GuestOnly.With(("pid", Integer("The PID to query"))), ExecStatus, "vmid", "pid"),
        QmOwn.Own("guest passwd", "Gives a user of the guest another password.", QemuParameters.GuestOnly.With(
            ("crypted", Optional(Boolean("The password went through crypt() already."), "0")),
            ("username", String("The user."))), Password, "vmid", "username"),
    ];

    /// <summary>Prints an answer of the agent: nothing for an empty one (print_agent_result).</summary>
    internal static string Print(JsonNode? result, ApiMethod method, OutputOptions options)
    {
        var answer = (result as JsonObject)?["result"] ?? result;
        return answer switch
        {
            null or JsonObject { Count: 0 } => "",
            JsonValue value => PerlText.Of(value).Trim('\n') is { Length: > 0 } text ? text + "\n" : "",
            _ => JsonText.Pretty(answer),
        };
    }

    /// <summary>An error ends the program with its text.</summary>
    internal static IEnumerable<Step> Guarded(Invocation invocation, IEnumerable<Step> steps)
    {
        using var pieces = steps.GetEnumerator();
        while (true)
        {
            PveException? error = null;
            try
            {
                if (!pieces.MoveNext()) yield break;
            }
            catch (PveException failure)
            {
                error = failure;
            }
            if (error is not null)
            {
                invocation.ExitCode = Refused;
                yield return new Step.Err(ErrorText.Of(error));
                yield break;
            }
            yield return pieces.Current;
        }
    }

    private static IEnumerable<Step> Exec(Invocation invocation, ParsedCommand parsed)
    {
        var guest = GuestOf(invocation, parsed);
        if (Text(parsed, "pass-stdin") == "1") throw new NotSimulatedException("pass-stdin", "qm guest exec");
        var wait = Text(parsed, "synchronous") != "0";
        if (!wait && parsed.Parameters["timeout"] is not null) throw ParameterException.Of("synchronous", "needs to be set for 'timeout'");
        GuestAgent.Require(guest);
        string[] words = parsed.Parameters["extra-args"] is JsonArray given ? [.. given.OfType<JsonValue>().Select(PerlText.Of)] : [];
        if (words.Length == 0) throw new PveException("command or input-data (or both) required");
        var session = GuestSession.OfAgent(guest);
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        foreach (var step in session.Execute(Line(words)))
        {
            if (step is Step.Out shown) output.Append(shown.Text);
            else if (step is Step.Err told) errors.Append(told.Text);
            else if (step is Step.Wait) yield return step;
        }
        if (session.Status == NotFound)
            throw new PveException($"Agent error: Guest agent command failed, error was 'Failed to execute child process “{words[0]}” (No such file or directory)'");
        var pid = guest.Remember(new AgentProcess(session.Status, output.ToString(), errors.ToString()));
        yield return new Step.Out(JsonText.Pretty(wait ? Ended(guest.AgentProcesses[pid]) : new JsonObject { ["pid"] = pid }));
    }

    /// <summary>The words as the guest's shell reads them; what a shell was asked to run is run itself.</summary>
    private static string Line(string[] words) => words is [var shell, "-c", var line, ..] && shell[(shell.LastIndexOf('/') + 1)..] is "bash" or "sh" ? line
        : string.Join(' ', words.Select(w => w.Length > 0 && w.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:+,@%".Contains(c, StringComparison.Ordinal)) ? w : $"'{w}'"));

    private static IEnumerable<Step> ExecStatus(Invocation invocation, ParsedCommand parsed)
    {
        var guest = GuestOf(invocation, parsed);
        GuestAgent.Require(guest);
        var pid = int.Parse(Text(parsed, "pid")!, CultureInfo.InvariantCulture);
        if (!guest.AgentProcesses.TryGetValue(pid, out var process)) throw new PveException(string.Create(CultureInfo.InvariantCulture, $"Agent error: PID {pid} does not exist"));
        yield return new Step.Out(JsonText.Pretty(Ended(process)));
    }

    private static JsonObject Ended(AgentProcess process)
    {
        var row = new JsonObject { ["exitcode"] = process.ExitCode, ["exited"] = 1 };
        if (process.Errors.Length > 0) row["err-data"] = process.Errors;
        if (process.Output.Length > 0) row["out-data"] = process.Output;
        return row;
    }

    private static IEnumerable<Step> Password(Invocation invocation, ParsedCommand parsed)
    {
        if (Text(parsed, "crypted") == "1") throw new NotSimulatedException("crypted", "qm guest passwd");
        var typed = new List<string>();
        foreach (var prompt in (string[])["Enter new password: ", "Retype new password: "])
        {
            yield return new Step.Ask(AskKind.HiddenLine, prompt);
            if (invocation.Terminal.Take() is not Answer.Line { Text: var text }) throw new PveException("aborted");
            typed.Add(text);
        }
        if (typed[0] != typed[1]) throw new PveException("Passwords do not match.");
        ApiCatalogue.Tree.Method(Verb.Create, "/nodes/{node}/qemu/{vmid}/agent/set-user-password").Invoke(new ApiCall
        {
            Datacenter = invocation.Node.Datacenter,
            LocalNode = invocation.Node.Name,
            Parameters = new JsonObject { ["node"] = invocation.Node.Name, ["vmid"] = Text(parsed, "vmid"), ["username"] = Text(parsed, "username"), ["password"] = typed[0] },
        });
    }

    private static VirtualMachine GuestOf(Invocation invocation, ParsedCommand parsed) =>
        invocation.Node.Guests.Get(int.Parse(Text(parsed, "vmid")!, CultureInfo.InvariantCulture));

    private static string? Text(ParsedCommand parsed, string name) => parsed.Parameters[name] is JsonValue value ? PerlText.Of(value) : null;
}
