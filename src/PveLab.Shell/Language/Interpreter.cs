namespace PveLab.Shell.Language;

/// <summary>
/// Walks the syntax tree as a lazy sequence of steps. Statuses go to <see cref="ShellState.Status"/>; what leaves loops and functions to
/// <see cref="ShellState.Flow"/>. Words are expanded in Interpreter.Words.cs,
/// simple commands run in Interpreter.Simple.cs, loops in Interpreter.Loops.cs, redirections in Interpreter.Redirections.cs.
/// </summary>
internal sealed partial class Interpreter(ShellSession session, ShellState state)
{
    private const int NestingLimit = 150;

    private readonly Expander expander = new(state, session.Node.Files);

    public ShellSession Session { get; } = session;

    public ShellState State { get; } = state;

    private bool Stopped => State.Flow != Flow.On || Session.Budget.Exhausted;

    /// <summary>Runs a tree; null is nothing and succeeds.</summary>
    public IEnumerable<Step> Run(Syntax? syntax, Streams streams) => syntax switch
    {
        null => Nothing(),
        Syntax.Simple simple => Simple(simple, streams),
        Syntax.Pipeline { Stages.Count: 1 } negated => Nested(Negated(negated.Stages[0], streams)),
        Syntax.Pipeline pipeline => Nested(Pipeline(pipeline, streams)),
        Syntax.AndOr andOr => Nested(AndOr(andOr, streams)),
        Syntax.Sequence sequence => Sequence(sequence, streams),
        Syntax.Subshell subshell => Nested(Subshell(subshell.Body, streams)),
        Syntax.If branches => Nested(If(branches, streams)),
        Syntax.While loop => Nested(While(loop, streams)),
        Syntax.For loop => Nested(For(loop, streams)),
        Syntax.ForArithmetic loop => Nested(ForArithmetic(loop, streams)),
        Syntax.Case choice => Nested(Case(choice, streams)),
        Syntax.Function function => Define(function),
        Syntax.Conditional conditional => Conditional(conditional, streams),
        Syntax.Arithmetic arithmetic => ArithmeticCommand(arithmetic, streams),
        Syntax.Timed timed => Nested(Timed(timed.Body, streams)),
        Syntax.Redirected redirected => Nested(Redirected(redirected, streams)),
        _ => throw new InvalidOperationException(syntax.GetType().Name),
    };

    /// <summary>Parses and runs text in this very shell (source, eval, bash -c). <paramref name="where"/> is put before a syntax error.</summary>
    public IEnumerable<Step> RunText(string text, Streams streams, string where)
    {
        var parsed = Parser.Parse(text);
        if (parsed.Failure is { } failure)
        {
            State.Status = failure.Kind == FailureKind.NotSimulated ? 255 : 2;
            var prefix = failure.Kind == FailureKind.NotSimulated ? "" : $"{where}line {Variables.Text(failure.Line)}: ";
            yield return new Step.Err(prefix + failure.Message + "\n");
            if (failure.Message.Contains("unexpected token", StringComparison.Ordinal))
                yield return new Step.Err($"{prefix}`{text.Split('\n').ElementAtOrDefault(failure.Line - 1)}'\n");
            yield break;
        }
        foreach (var step in Nested(Run(parsed.Program, streams))) yield return step;
    }

    /// <summary>Runs text in a shell of its own, as the program of <paramref name="invocation"/>.</summary>
    public IEnumerable<Step> RunText(string text, Invocation invocation)
    {
        var fork = NewShell(invocation);
        fork.State.Positional = [.. invocation.Arguments.Skip(1)];
        if (invocation.Arguments.Count > 0) fork.State.Name = invocation.Arguments[0];
        foreach (var step in fork.RunText(text, invocation.Streams, "bash: -c: ")) yield return step;
        invocation.ExitCode = fork.State.Status;
    }

    /// <summary>A shell that knows nothing but its environment, as a started bash does.</summary>
    private Interpreter NewShell(Invocation invocation)
    {
        var variables = State.Variables.Empty();
        variables.Set("IFS", " \t\n");
        foreach (var (name, value) in invocation.Environment)
        {
            variables.Set(name, value);
            variables.Export(name);
        }
        return new Interpreter(Session, new ShellState(variables) { Directory = State.Directory, IsScript = true });
    }

    /// <summary>A shell with a copy of the state, as subshells and pipe stages get one.</summary>
    public Interpreter Fork()
    {
        var fork = State.Fork();
        if (fork.FunctionDepth > 0) fork.Locals.Push([]);
        return new Interpreter(Session, fork);
    }

    private IEnumerable<Step> Nothing()
    {
        State.Status = 0;
        yield break;
    }

    private IEnumerable<Step> Nested(IEnumerable<Step> body)
    {
        if (Session.Nesting >= NestingLimit)
        {
            yield return GiveUp($"PveLab: commands nested deeper than {NestingLimit} levels are not simulated", 255);
            yield break;
        }
        Session.Nesting++;
        try
        {
            foreach (var step in body) yield return step;
        }
        finally
        {
            Session.Nesting--;
        }
    }

    /// <summary>Gives the whole line up.</summary>
    private Step.Err GiveUp(string message, int status)
    {
        State.Status = status;
        State.Flow = Flow.Abort;
        return new Step.Err((message.StartsWith("PveLab: ", StringComparison.Ordinal) ? "" : State.ErrorPrefix) + message + "\n");
    }

    private IEnumerable<Step> Sequence(Syntax.Sequence sequence, Streams streams)
    {
        foreach (var item in sequence.Items)
        {
            foreach (var step in Run(item, streams)) yield return step;
            if (Stopped) yield break;
        }
    }

    private IEnumerable<Step> Condition(Syntax condition, Streams streams)
    {
        State.ConditionDepth++;
        try
        {
            foreach (var step in Run(condition, streams)) yield return step;
        }
        finally
        {
            State.ConditionDepth--;
        }
    }

    private IEnumerable<Step> Negated(Syntax body, Streams streams)
    {
        foreach (var step in Condition(body, streams)) yield return step;
        if (State.Flow == Flow.On) State.Status = State.Status == 0 ? 1 : 0;
    }

    private IEnumerable<Step> AndOr(Syntax.AndOr andOr, Streams streams)
    {
        foreach (var step in Condition(andOr.Left, streams)) yield return step;
        if (Stopped || State.Status == 0 != andOr.And) yield break;
        foreach (var step in Run(andOr.Right, streams)) yield return step;
    }

    private IEnumerable<Step> Subshell(Syntax body, Streams streams)
    {
        var fork = Fork();
        foreach (var step in fork.Run(body, streams)) yield return step;
        State.Status = fork.State.Status;
        CheckErrorExit();
    }

    private IEnumerable<Step> Pipeline(Syntax.Pipeline pipeline, Streams streams)
    {
        var pipes = new List<Pipe>();
        var shells = new List<Interpreter>();
        var input = streams.Input;
        IEnumerable<Step> steps = [];
        for (var i = 0; i < pipeline.Stages.Count; i++)
        {
            var last = i == pipeline.Stages.Count - 1;
            shells.Add(Fork());
            if (pipeline.Negated) shells[i].State.ConditionDepth++;
            steps = shells[i].Run(pipeline.Stages[i], new Streams(input, last && streams.OutputIsTerminal));
            if (!last) pipes.Add(input = new Pipe(steps));
        }
        try
        {
            foreach (var step in steps) yield return Owned(step);
            for (var i = pipes.Count - 1; i >= 0; i--)
            {
                foreach (var step in pipes[i].Drain()) yield return Owned(step);
                pipes[i].Dispose();
            }
        }
        finally
        {
            foreach (var pipe in pipes) pipe.Dispose();
        }
        State.Status = shells[^1].State.Status;
        if (State.PipeFail) State.Status = shells.FindLast(s => s.State.Status != 0)?.State.Status ?? 0;
        if (pipeline.Negated) State.Status = State.Status == 0 ? 1 : 0;
        else CheckErrorExit();
    }

    /// <summary>At the end of a pipe everything on stderr is the pipe's own.</summary>
    internal static Step Owned(Step step) => step is Step.UpstreamErr err ? new Step.Err(err.Text) : step;

    private void CheckErrorExit()
    {
        if (State is { ErrorExit: true, ConditionDepth: 0, Flow: Flow.On } && State.Status != 0) State.Flow = Flow.Exit;
    }

    private IEnumerable<Step> Timed(Syntax body, Streams streams)
    {
        var start = Session.Node.Clock.Now;
        foreach (var step in Run(body, streams)) yield return step;
        var spent = Session.Node.Clock.Now - start;
        yield return new Step.Err(FormattableString.Invariant(
            $"\nreal\t{(long)spent.TotalMinutes}m{spent.TotalSeconds % 60:0.000}s\nuser\t0m0.000s\nsys\t0m0.000s\n"));
    }

    private IEnumerable<Step> Define(Syntax.Function function)
    {
        State.Define(function.Name, function.Body);
        State.Status = 0;
        yield break;
    }

    private IEnumerable<Step> Conditional(Syntax.Conditional conditional, Streams streams)
    {
        var evaluation = new ConditionEvaluation(this, streams);
        foreach (var step in evaluation.Run(conditional.Condition)) yield return step;
        State.Status = evaluation.Error is null ? evaluation.Result ? 0 : 1 : 2;
        if (evaluation.Error is { } error) yield return new Step.Err(State.ErrorPrefix + error + "\n");
        CheckErrorExit();
    }

    private IEnumerable<Step> ArithmeticCommand(Syntax.Arithmetic arithmetic, Streams streams)
    {
        var value = new Box<long>();
        foreach (var step in Number(arithmetic.Expression, streams, value)) yield return step;
        if (Stopped) yield break;
        State.Status = value.Content == 0 ? 1 : 0;
        CheckErrorExit();
    }

    private IEnumerable<Step> Number(Word expression, Streams streams, Box<long> value)
    {
        var text = new Box<string>();
        foreach (var step in Text(expression, streams, text)) yield return step;
        if (Stopped) yield break;
        if (Attempt(() => value.Content = Arithmetic.Evaluate(text.Content ?? "", State.Variables)) is { } failure) yield return failure;
    }
}
