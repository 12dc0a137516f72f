using PveLab.Courseware.Grading;
using PveLab.Courseware.Variants;
using PveLab.Sim.Cluster;
using PveLab.Sim.Faults;

namespace PveLab.Courseware.Scenarios;

/// <summary>An exercise as its <c>scenario.yaml</c> tells it. A scenario without criteria is free play.</summary>
public sealed record Scenario
{
    /// <summary>Its id: the folder's name.</summary>
    public required string Id { get; init; }

    /// <summary>The world it plays in, by id.</summary>
    public required string World { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What the learner is told before the start.</summary>
    public required LocalText Story { get; init; }

    /// <summary>Whose word counts where book and product differ.</summary>
    public Dialect Dialect { get; init; } = Dialect.Book;

    /// <summary>Virtual minutes the learner has, or null for no limit.</summary>
    public int? TimeLimitMinutes { get; init; }

    /// <summary>The node the learner logs in to at first; null for the first one.</summary>
    public string? Node { get; init; }

    /// <summary>What the seed draws: values by the name that <c>${name}</c> stands for.</summary>
    public Dictionary<string, VariantRange> Variants { get; init; } = [];

    /// <summary>Text files that lie on the first node, or on what it has mounted, since the world was switched on: by path.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>Other people's files, of which only the size matters: by path, as a size.</summary>
    public Dictionary<string, string> Blobs { get; init; } = [];

    /// <summary>What goes wrong.</summary>
    public List<Fault> Faults { get; init; } = [];

    /// <summary>What is graded, in the order shown.</summary>
    public List<Criterion> Criteria { get; init; } = [];

    /// <summary>What may be bought when stuck, in order.</summary>
    public List<Hint> Hints { get; init; } = [];

    /// <summary>What an exam needs to know of it; null when it is for practice only.</summary>
    public ExamPart? Exam { get; init; }
}

/// <summary>Help that costs points.</summary>
public sealed record Hint
{
    /// <summary>The help.</summary>
    public required LocalText Text { get; init; }

    /// <summary>Points taken off the score.</summary>
    public int Cost { get; init; }
}
