using System.Text.Json.Nodes;
using PveLab.Courseware.Grading;
using PveLab.Courseware.Scenarios;
using PveLab.Shell;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Attempts;

/// <summary>
/// One attempt at a scenario: a pure function of (scenario, seed, inputs). Whoever drives it submits inputs and pulls outputs one by
/// one, at any pace; virtual time passes only in what the inputs make the world do.
/// </summary>
public sealed partial class Attempt : IDisposable
{
    /// <summary>The key that stands for the terminal going away: whatever runs is ended.</summary>
    public const string HangUp = "HangUp";

    private readonly List<Entry> entries = [];
    private readonly Baseline baseline;
    private readonly Logins logins;
    private readonly Deeds deeds;
    private readonly Twist? twist;
    private ForegroundProgram? program;
    private bool onNode;
    private string pending = "";
    private int steps;

    /// <summary>Begins an attempt.</summary>
    /// <param name="folder">The scenario.</param>
    /// <param name="seed">Chooses the variant; 0 is the plain one.</param>
    /// <param name="dialect">Whose word counts; null for the scenario's choice.</param>
    /// <param name="exam">The exam it is a task of; null for practice.</param>
    /// <exception cref="ContentException">The scenario or its world is not usable.</exception>
    public Attempt(ScenarioFolder folder, ulong seed = 0, Dialect? dialect = null, ExamSeat? exam = null)
    {
        Folder = folder;
        Seed = seed;
        (Exam, Mode) = (exam, exam is null ? AttemptMode.Practice : AttemptMode.Exam);
        Variant = folder.Variant(seed);
        twist = exam?.TwistOf(Variant.Scenario, folder.Id);
        Dialect = dialect ?? Variant.Scenario.Dialect;
        World = Build();
        Arm(World, World.Clock.Now);
        baseline = Baseline.Of(World, Scenario.Criteria);
        deeds = new Deeds(World.Facts);
        logins = new Logins(Scenario.Node is { } node ? World.Nodes[node] : World.Nodes.Values.First());
    }

    /// <summary>The scenario as it lies on disk.</summary>
    public ScenarioFolder Folder { get; }

    /// <summary>The scenario as the seed made it.</summary>
    public ScenarioVariant Variant { get; }

    /// <summary>The scenario.</summary>
    public Scenario Scenario => Variant.Scenario;

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The exam it is a task of; null when it is of none.</summary>
    public ExamSeat? Exam { get; }

    /// <summary>Whose word counts where book and product differ.</summary>
    public Dialect Dialect { get; }

    /// <summary>What it is made for: in an exam no hint is sold.</summary>
    public AttemptMode Mode { get; init; }

    /// <summary>The simulated world. Faces read it; they change it through inputs only.</summary>
    public Datacenter World { get; }

    /// <summary>How the world was when it began.</summary>
    public Baseline Baseline => baseline;

    /// <summary>When it began, in virtual time.</summary>
    public Instant Began => baseline.At;

    /// <summary>The learner's shell, on the node opened last.</summary>
    public ShellSession Shell => logins.Current;

    /// <summary>The inputs so far.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Called with every input before it takes effect: where a journal is kept.</summary>
    public Action<Entry>? Recorded { get; set; }

    /// <summary>Called with a mistake in PveLab's own code that a command ran into: where it is logged.</summary>
    public Action<Exception>? Failed { get; set; }

    /// <summary>A program runs and has not asked for input.</summary>
    public bool IsRunning => program is { Asking: null };

    /// <summary>What a running program asks for, if anything.</summary>
    public Step.Ask? Asking => program?.Asking;

    /// <summary>The prompt of the shell, or of the unfinished command.</summary>
    public string Prompt => pending.Length > 0 ? Shell.ContinuationPrompt : Shell.Prompt;

    /// <summary>Steps pulled since the last input.</summary>
    public int StepsSinceInput => steps;

    /// <summary>What the last API call answered.</summary>
    public JsonNode? Answer { get; private set; }

    /// <summary>Takes an input.</summary>
    /// <exception cref="InputRefusedException">The attempt cannot take this input now: a program runs, or none does.</exception>
    /// <exception cref="Sim.PveException">An API call was refused.</exception>
    /// <exception cref="Sim.Files.FileException">A file could not be saved.</exception>
    public void Submit(Input input)
    {
        Check(input);
        var entry = new Entry(steps, input);
        Begin(input);
        entries.Add(entry);
        Recorded?.Invoke(entry);
        steps = 0;
        try
        {
            Guarded(() => Take(input), mayRefuse: input is Input.ApiCall or Input.FileSaved);
        }
        catch (Exception refused) when (refused is Sim.PveException or Sim.Files.FileException)
        {
            Hear(refused.Message);
            throw;
        }
    }

    /// <summary>Goes one step on and tells what it brought; at the prompt and at a question nothing moves.</summary>
    public Output Pull()
    {
        if (program is null) return Resting;
        if (program.Asking is { } ask) return new Output.NeedInput(ask.Kind, ask.Prompt, ask.Raw);
        steps++;
        Output? output = null;
        if (!Guarded(() => output = Next())) output = Next();
        Hear(output);
        return output!;
    }

    /// <summary>What a judge may look at.</summary>
    public Observed Observe() => new(World, baseline);

    /// <summary>The grade as of now.</summary>
    public Grade Grade() => Grading.Grade.Of(this);

    /// <summary>Stops what runs.</summary>
    public void Dispose()
    {
        End();
        logins.Dispose();
    }

    private Output Resting => Shell.Ended ? new Output.Ended() : new Output.Idle(Prompt);

    private Output Next()
    {
        if (program is not null && onNode && logins.IsLost)
        {
            End();
            return new Output.Err(logins.Sever());
        }
        if (onNode && logins.IsBroken) End();
        else if (program?.Pull() is { } output)
        {
            if (program.Entered is not { } session) return output;
            logins.Enter(session, program);
            program = null;
            return output;
        }
        else
        {
            End();
        }
        return GoBack() ? new Output.Working(World.Clock.Now) : Resting;
    }

    /// <summary>Goes on with the program whose session on another node was left, or broke.</summary>
    private bool GoBack()
    {
        if (logins.Leave() is not { } client) return false;
        (program, onNode, pending) = (client, true, "");
        return true;
    }

    /// <summary>
    /// The one place where a mistake in PveLab's own code is met, wherever time passes or a program runs: it is logged, the command is replaced
    /// by one that says so, and the learner's attempt goes on.
    /// </summary>
    /// <param name="act">What may go wrong.</param>
    /// <param name="mayRefuse">Whether the world's own refusals are the caller's.</param>
    /// <returns>Whether all went well.</returns>
    private bool Guarded(Action act, bool mayRefuse = false)
    {
        try
        {
            act();
            return true;
        }
#pragma warning disable CA1031 // Whatever it is: it is logged by the face, and the learner goes on.
        catch (Exception error) when (!mayRefuse || error is not (Sim.PveException or Sim.Files.FileException))
#pragma warning restore CA1031
        {
            Failed?.Invoke(error);
            var broken = program;
            (program, pending) = (null, "");
            if (broken is not null) Guarded(broken.Dispose);
            Tell($"PveLab: something went wrong inside PveLab ({error.GetType().Name}); the command was stopped\n");
            return false;
        }
    }

    /// <summary>Lets time pass; when much happens, in portions with room for an interrupt between them.</summary>
    private IEnumerable<Step> Pass(Instant until)
    {
        for (var happened = 1; World.Clock.Step(until); happened++)
        {
            if (happened >= AttemptLimits.Events)
            {
                yield return new Step.Err($"PveLab: stopped waiting at {World.Zone.Stamp(World.Clock.Now.UnixSeconds)}: too much happens\n");
                yield break;
            }
            if (happened % AttemptLimits.EventsPerPull == 0) yield return new Step.Busy();
        }
    }

    private void Think() => World.Clock.AdvanceTo(World.Clock.Now + AttemptLimits.Think);

    private void End()
    {
        var ended = program;
        program = null;
        ended?.Dispose();
        logins.Settle();
    }

    private Datacenter Build()
    {
        try
        {
            return WorldBuilder.Build(Variant.World, Seed, Arm);
        }
        catch (WorldException error)
        {
            throw new ContentException(Folder.World.Name, 0, 0, error.Message);
        }
    }

    /// <summary>Called twice: for what lies around and what went wrong before the attempt, and for what goes wrong in it.</summary>
    private void Arm(Datacenter world, Instant start)
    {
        world.Dialect = Dialect;
        if (world.Clock.Now == world.Clock.Start) ScenarioFolder.PutFiles(Variant, world);
        ScenarioFolder.CheckFaults(Variant, twist, world, start);
        world.Faults.Arm(twist is null ? Scenario.Faults : [.. Scenario.Faults, .. twist.Faults], start);
    }
}
