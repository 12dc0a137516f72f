namespace PveLab.Shell.Language;

/// <summary>if, case and the loops.</summary>
internal sealed partial class Interpreter
{
    private IEnumerable<Step> If(Syntax.If syntax, Streams streams)
    {
        foreach (var branch in syntax.Branches)
        {
            foreach (var step in Condition(branch.Condition, streams)) yield return step;
            if (Stopped) yield break;
            if (State.Status != 0) continue;
            foreach (var step in Run(branch.Body, streams)) yield return step;
            yield break;
        }
        foreach (var step in Run(syntax.Otherwise, streams)) yield return step;
    }

    private IEnumerable<Step> Case(Syntax.Case syntax, Streams streams)
    {
        var subject = new Box<string>();
        foreach (var step in Text(syntax.Subject, streams, subject)) yield return step;
        var pattern = new Box<string>();
        foreach (var arm in syntax.Arms)
        {
            foreach (var word in arm.Patterns)
            {
                foreach (var step in PatternOf(word, streams, pattern)) yield return step;
                if (Stopped) yield break;
                if (!Pattern.Matches(pattern.Content, subject.Content)) continue;
                foreach (var step in Run(arm.Body, streams)) yield return step;
                yield break;
            }
        }
        if (!Stopped) State.Status = 0;
    }

    private IEnumerable<Step> While(Syntax.While loop, Streams streams)
    {
        var status = 0;
        State.LoopDepth++;
        try
        {
            while (Turn())
            {
                foreach (var step in Condition(loop.Condition, streams)) yield return step;
                if (LeaveLoop()) break;
                if (State.Status == 0 == loop.Until) break;
                foreach (var step in Run(loop.Body, streams)) yield return step;
                status = State.Status;
                if (LeaveLoop()) break;
                yield return Step.Busy.Now;
            }
        }
        finally
        {
            State.LoopDepth--;
        }
        if (!Stopped) State.Status = status;
    }

    private IEnumerable<Step> For(Syntax.For loop, Streams streams)
    {
        var fields = new Box<List<string>> { Content = [.. State.Positional] };
        if (loop.Words is not null)
            foreach (var step in Fields(loop.Words, streams, fields)) yield return step;
        if (Stopped) yield break;
        State.Status = 0;
        State.LoopDepth++;
        try
        {
            foreach (var value in fields.Content!)
            {
                if (!Turn()) break;
                if (Attempt(() => State.Variables.Set(loop.Name, value)) is { } failure) yield return failure;
                else
                    foreach (var step in Run(loop.Body, streams)) yield return step;
                if (LeaveLoop()) break;
                yield return Step.Busy.Now;
            }
        }
        finally
        {
            State.LoopDepth--;
        }
    }

    private IEnumerable<Step> ForArithmetic(Syntax.ForArithmetic loop, Streams streams)
    {
        var value = new Box<long>();
        foreach (var step in Number(loop.Start, streams, value)) yield return step;
        State.LoopDepth++;
        try
        {
            while (!Stopped && Turn())
            {
                value.Content = 1;
                if (loop.Test.Parts.Count > 0 && loop.Test.Parts is not [WordPart.Literal { Text: "" or " " }])
                    foreach (var step in Number(loop.Test, streams, value)) yield return step;
                if (Stopped || value.Content == 0) break;
                foreach (var step in Run(loop.Body, streams)) yield return step;
                if (LeaveLoop()) break;
                foreach (var step in Number(loop.Next, streams, value)) yield return step;
                yield return Step.Busy.Now;
            }
        }
        finally
        {
            State.LoopDepth--;
        }
        if (!Stopped) State.Status = 0;
    }

    private bool Turn() => Session.Budget.Spend(Budget.CommandCost);

    /// <summary>True: this loop is over. A <c>continue</c> meant for this loop is used up here.</summary>
    private bool LeaveLoop()
    {
        if (State.Flow is not (Flow.Break or Flow.Continue)) return Stopped;
        if (--State.LoopsToLeave > 0) return true;
        var over = State.Flow == Flow.Break;
        State.Flow = Flow.On;
        return over;
    }
}
