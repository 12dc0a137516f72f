using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Tasks;

namespace PveLab.Shell.Proxmox;

/// <summary>
/// Runs the commands of one program as a node's shell does: options are parsed, the method is called, a worker it forked is followed
/// until it ends, the result is printed (pve-common: PVE/CLIHandler.pm handle_cmd, PVE/RESTEnvironment.pm tee_worker).
/// </summary>
public static class PveProgram
{
    private const int Refused = 255;

    /// <summary>A program with sub-commands, such as <c>qm</c>.</summary>
    public static Program Of(CommandTable table) => invocation => Run(invocation, table);

    /// <summary>A program that is one command, such as <c>vzdump</c>.</summary>
    public static Program Of(CommandBinding binding) => invocation =>
        invocation.Arguments is ["help", ..] ? [new Step.Err($"USAGE: {binding.Name} help\n{Usage.Long(binding)}\n\n")] : Run(invocation, binding, invocation.Arguments);

    /// <summary>Shows the output of a worker while it runs and sets the exit code from how it ended. Ctrl+C interrupts the worker, whose last words are still shown.</summary>
    /// <param name="invocation">The running command.</param>
    /// <param name="task">The worker.</param>
    /// <param name="ignoreError">Tell the worker's error, but succeed.</param>
    public static IEnumerable<Step> Follow(Invocation invocation, PveTask task, bool ignoreError = false)
    {
        var shown = 0;
        try
        {
            while (true)
            {
                for (; shown < task.Lines.Count; shown++) yield return new Step.Out(task.Lines[shown] + "\n");
                if (!task.IsRunning) break;
                yield return new Step.Wait(null) { CatchesInterrupt = true };
                if (invocation.Terminal.TakeInterrupt()) task.Abort();
            }
        }
        finally
        {
            task.Abort();
        }
        if (!task.Ok) yield return invocation.Fail(ignoreError ? 0 : Refused, task.ExitStatus ?? "");
        else if (task.Warnings > 0) yield return new Step.Err(FormattableString.Invariant($"Task finished with {task.Warnings} warning(s)!\n"));
    }

    private static IEnumerable<Step> Run(Invocation invocation, CommandTable table)
    {
        var resolved = table.Resolve(invocation.Arguments);
        if (resolved.Binding is { } binding) return binding.Name.EndsWith(" help", StringComparison.Ordinal)
            ? Help(invocation, table, resolved)
            : Run(invocation, binding, resolved.Arguments);
        invocation.ExitCode = Refused;
        return [new Step.Err(resolved.Refusal ?? "")];
    }

    private static IEnumerable<Step> Help(Invocation invocation, CommandTable table, ResolvedCommand resolved)
    {
        var verbose = resolved.Arguments.Any(a => a.TrimStart('-') is "verbose" or "v" && a.StartsWith('-'));
        if (table.HelpText(resolved.Arguments.Where(a => !a.StartsWith('-')), verbose) is { } text) return [new Step.Out(text)];
        invocation.ExitCode = Refused;
        return [new Step.Err($"no such command '{string.Join(' ', resolved.Arguments)}'\n")];
    }

    private static IEnumerable<Step> Run(Invocation invocation, CommandBinding binding, IReadOnlyList<string> arguments)
    {
        var said = new List<Step>();
        if (!invocation.Node.Services.IsActive("pve-cluster"))
        {
            invocation.ExitCode = Refused;
            yield return new Step.Err("ipcc_send_rec[1] failed: Connection refused\nipcc_send_rec[2] failed: Connection refused\n"
                + "ipcc_send_rec[3] failed: Connection refused\nUnable to load access control list: Connection refused\n");
            yield break;
        }
        ParsedCommand? parsed = null;
        JsonNode? result = null;
        PveException? error = null;
        try
        {
            parsed = OptionParser.Parse(binding, arguments, invocation.Node.Name);
            if (binding.Interactive is null)
                result = binding.Invoke(
                    parsed, invocation.Node.Datacenter, invocation.Node.Name,
                    print: line => said.Add(new Step.Out(line + "\n")), warn: line => said.Add(new Step.Err(line + "\n")));
            else
                Validate(binding, parsed);
        }
        catch (PveException failure)
        {
            error = failure;
        }
        foreach (var step in said) yield return step;
        if (error is not null)
        {
            invocation.ExitCode = Refused;
            yield return new Step.Err(ErrorText.Of(error));
            yield break;
        }
        if (binding.Interactive is { } interactive)
        {
            foreach (var step in interactive(invocation, parsed!)) yield return step;
            yield break;
        }
        if (TaskOf(invocation, result) is { } task)
        {
            var quiet = binding.IsQuiet?.Invoke(parsed!.Parameters) ?? false;
            foreach (var step in Follow(invocation, task))
                if (!quiet || step is not (Step.Out or Step.Err)) yield return step;
            if (binding.IgnoresTaskError) invocation.ExitCode = 0;
            if (!binding.PrintsTask) yield break;
        }
        if (binding.Printer is not { } printer) yield break;
        var options = new OutputOptions
        {
            Columns = invocation.OutputIsTerminal ? invocation.Columns : 0,
            Zone = invocation.Node.Datacenter.Zone,
            Now = invocation.Node.Clock.Now.UnixSeconds,
        }.With(parsed!.Format);
        if (printer(result, binding.Method, options) is { Length: > 0 } text) yield return new Step.Out(text);
    }

    private static void Validate(CommandBinding binding, ParsedCommand parsed)
    {
        try
        {
            SchemaValidator.Validate(parsed.Parameters, binding.Method.Parameters);
        }
        catch (ParameterException refusal)
        {
            throw refusal.WithUsage(Usage.Short(binding));
        }
    }

    private static PveTask? TaskOf(Invocation invocation, JsonNode? result) =>
        result is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith("UPID:", StringComparison.Ordinal)
            ? invocation.Node.Tasks.Find(text) : null;
}
