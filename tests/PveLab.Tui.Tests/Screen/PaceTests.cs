using PveLab.Tui.Screen;

namespace PveLab.Tui.Tests.Screen;

public sealed class PaceTests
{
    [Fact]
    public void Keys_are_looked_for_less_often_the_longer_nothing_happens_and_at_once_again_when_something_does()
    {
        var set = new List<int>();
        var pace = new Pace(set.Add);
        pace.Stir();
        for (var i = 0; i < 40; i++) pace.Rest(TimeSpan.FromSeconds(1));
        pace.Stir();
        Assert.Equal([60, 20, 5, 60], set);
    }
}
