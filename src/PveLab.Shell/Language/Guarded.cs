using PveLab.Sim;
using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>Runs a program, turning expected failures into text on stderr and metering its output.</summary>
internal static class Guarded
{
    private const int BusyEvery = 512;

    /// <summary>The program's steps; its <see cref="Invocation.ExitCode"/> is set at the end.</summary>
    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var budget = invocation.Session.Budget;
        var chunks = 0;
        using var steps = Begin(invocation, out var failure);
        while (steps is not null && steps.Next(invocation, out failure))
        {
            if (!budget.Spend(steps.Current)) yield break;
            yield return steps.Current;
            // A long writer whose reader swallows everything must still let the driver breathe.
            if (++chunks % BusyEvery == 0) yield return Step.Busy.Now;
        }
        if (failure is not null) yield return failure;
    }

    private static IEnumerator<Step>? Begin(Invocation invocation, out Step.Err? failure)
    {
        failure = null;
        try
        {
            return invocation.Program(invocation).GetEnumerator();
        }
        catch (PveException error)
        {
            failure = Failed(invocation, error);
            return null;
        }
    }

    private static bool Next(this IEnumerator<Step> steps, Invocation invocation, out Step.Err? failure)
    {
        failure = null;
        try
        {
            return steps.MoveNext();
        }
        catch (PveException error)
        {
            failure = Failed(invocation, error);
        }
        catch (ShellError error)
        {
            var honest = error.Message.StartsWith("PveLab: ", StringComparison.Ordinal);
            failure = honest ? invocation.Fail(error.Status, error.Message) : invocation.Complain(error.Status, error.Message);
        }
        return false;
    }

    private static Step.Err Failed(Invocation invocation, PveException error) => error is FileException
        ? invocation.Fail(1, $"{invocation.Name}: {error.Message}")
        : invocation.Fail(255, error.Message);
}
