namespace PveLab.Tui.Screen;

/// <summary>
/// How often the terminal library looks for keys, which is what an idle trainer costs: often while something happens, seldom when nothing has for a
/// while. The first key after a long rest is then seen a little later, all others at once.
/// </summary>
/// <param name="set">Sets how many times a second.</param>
public sealed class Pace(Action<int> set)
{
    private static readonly (TimeSpan After, int PerSecond)[] Steps = [(TimeSpan.Zero, 60), (TimeSpan.FromSeconds(2), 20), (TimeSpan.FromSeconds(30), 5)];

    private TimeSpan rest;
    private int now;

    /// <summary>Something happened: the learner did something, or the screen changed.</summary>
    public void Stir()
    {
        rest = TimeSpan.Zero;
        Settle();
    }

    /// <summary>Time passed in which nothing happened.</summary>
    public void Rest(TimeSpan real)
    {
        rest += real;
        Settle();
    }

    private void Settle()
    {
        var wanted = Steps.Last(s => s.After <= rest).PerSecond;
        if (wanted == now) return;
        now = wanted;
        set(now);
    }
}
