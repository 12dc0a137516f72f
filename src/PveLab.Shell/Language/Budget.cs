using PveLab.Sim.Time;

namespace PveLab.Shell.Language;

/// <summary>How much a line may do without virtual time passing: what keeps <c>while true</c> and <c>seq 1e12</c> from hanging the app.</summary>
internal sealed class Budget(VirtualClock clock)
{
    /// <summary>Units per line and moment of virtual time; a command costs <see cref="CommandCost"/>, output one for every 16 characters.</summary>
    public const int Limit = 1_000_000;

    /// <summary>What one command or loop turn costs.</summary>
    public const int CommandCost = 10;

    private Instant stamp = clock.Now;
    private int left = Limit;

    /// <summary>It is used up: everything unwinds.</summary>
    public bool Exhausted { get; private set; }

    /// <summary>Takes that many units; false: give up.</summary>
    public bool Spend(int units)
    {
        if (Exhausted) return false;
        if (clock.Now != stamp)
        {
            stamp = clock.Now;
            left = Limit;
        }
        left -= units;
        Exhausted = left < 0;
        return !Exhausted;
    }

    /// <summary>Takes what a step costs.</summary>
    public bool Spend(Step step) => Spend(step is Step.Out { Text.Length: var length } ? 1 + length / 16 : 1);

    /// <summary>A new line begins.</summary>
    public void Renew()
    {
        left = Limit;
        Exhausted = false;
    }
}
