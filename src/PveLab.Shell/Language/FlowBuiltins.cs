using System.Globalization;

namespace PveLab.Shell.Language;

/// <summary>break, continue, return, exit and shift.</summary>
internal static class FlowBuiltins
{
    public static IEnumerable<Step> Break(Invocation invocation) => Leave(invocation, Flow.Break);

    public static IEnumerable<Step> Continue(Invocation invocation) => Leave(invocation, Flow.Continue);

    private static IEnumerable<Step> Leave(Invocation invocation, Flow flow)
    {
        var state = invocation.Shell.State;
        if (state.LoopDepth == 0)
        {
            yield return invocation.Complain(0, "only meaningful in a `for', `while', or `until' loop");
            yield break;
        }
        var count = 1L;
        if (invocation.Arguments.Count > 0 && !Number(invocation.Arguments[0], out count))
        {
            yield return invocation.Complain(128, $"{invocation.Arguments[0]}: numeric argument required");
            yield break;
        }
        if (count < 1)
        {
            yield return invocation.Complain(1, $"{invocation.Arguments[0]}: loop count out of range");
            count = state.LoopDepth;
            flow = Flow.Break;
        }
        state.LoopsToLeave = (int)Math.Min(count, state.LoopDepth);
        state.Flow = flow;
    }

    public static IEnumerable<Step> Return(Invocation invocation)
    {
        var state = invocation.Shell.State;
        if (state.FunctionDepth == 0 && !state.Sourcing)
        {
            yield return invocation.Complain(2, "can only `return' from a function or sourced script");
            yield break;
        }
        foreach (var step in Status(invocation)) yield return step;
        state.Flow = Flow.Return;
    }

    public static IEnumerable<Step> Exit(Invocation invocation)
    {
        if (invocation.Arguments.Count > 1 && Number(invocation.Arguments[0], out _))
        {
            yield return invocation.Complain(1, "too many arguments");
            yield break;
        }
        foreach (var step in Status(invocation)) yield return step;
        invocation.Shell.State.Flow = Flow.Exit;
    }

    private static IEnumerable<Step> Status(Invocation invocation)
    {
        invocation.ExitCode = invocation.Shell.State.Status;
        if (invocation.Arguments.Count == 0) yield break;
        if (Number(invocation.Arguments[0], out var status)) invocation.ExitCode = (int)(status & 0xff);
        else yield return invocation.Complain(2, $"{invocation.Arguments[0]}: numeric argument required");
    }

    public static IEnumerable<Step> Shift(Invocation invocation)
    {
        var state = invocation.Shell.State;
        var count = 1L;
        if (invocation.Arguments.Count > 0 && !Number(invocation.Arguments[0], out count))
            yield return invocation.Complain(1, $"{invocation.Arguments[0]}: numeric argument required");
        else if (count < 0)
            yield return invocation.Complain(1, $"{invocation.Arguments[0]}: shift count out of range");
        else if (count > state.Positional.Count)
            invocation.ExitCode = 1;
        else
            state.Positional = [.. state.Positional.Skip((int)count)];
    }

    private static bool Number(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
