using PveLab.Testing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

public sealed class CommandTests
{
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_list_of_commands_is_as_reviewed(Language language)
    {
        using var lab = new TestLab(80, 24, language);
        Golden.Verify(lab.Press("Alt+x", "t", "i", "m", "e").Screen, $"commands-80x24-{language.Code()}");
    }

    [Fact]
    public void A_command_is_found_by_a_part_of_its_name_in_either_language_and_done()
    {
        using var lab = new TestLab();
        lab.Press("Alt+x", "t", "i", "m", "e", ":", "Enter");
        Assert.Equal((600, Overlay.None), (lab.Model.Speed, lab.Model.Overlay));
        lab.Press("Alt+x", "ヒ", "ン", "ト", "Enter");
        Assert.Equal(Overlay.Hints, lab.Model.Overlay);
    }

    [Fact]
    public void Every_key_of_the_lab_does_something()
    {
        foreach (var key in LabKeys.All.Where(k => k.Key is not ("Alt+1" or "F11" or "Alt+c")))
        {
            using var lab = new TestLab();
            var (model, effects) = LabUpdate.Apply(lab.Model, new LabMessage.KeyPressed(key.Key));
            Assert.True(effects.Count > 0 || model != lab.Model, key.Key);
        }
    }

    [Fact]
    public void Nothing_begins_anew_unless_it_is_confirmed()
    {
        using var lab = new TestLab();
        var (asked, none) = LabUpdate.Apply(lab.Model, new LabMessage.KeyPressed("Alt+r"));
        Assert.Equal((Overlay.Anew, 0), (asked.Overlay, none.Count));
        Assert.Empty(LabUpdate.Apply(asked, new LabMessage.KeyPressed("Esc")).Effects);
        Assert.IsType<LabEffect.Restart>(Assert.Single(LabUpdate.Apply(asked, new LabMessage.KeyPressed("Enter")).Effects));
    }
}
