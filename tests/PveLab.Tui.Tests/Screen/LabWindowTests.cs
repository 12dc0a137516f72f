using System.Drawing;
using System.Runtime.CompilerServices;
using PveLab.Tui.Lab;
using PveLab.Tui.Screen;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace PveLab.Tui.Tests.Screen;

/// <summary>The window on the library's real ANSI driver, without a terminal.</summary>
public sealed class LabWindowTests
{
    [ModuleInitializer]
    internal static void NoTerminal() => Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");

    [Fact]
    public void Keys_reach_the_lab_and_the_frame_reaches_the_terminal()
    {
        using var lab = new TestLab();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init(DriverRegistry.Names.ANSI);
        app.Driver!.SetScreenSize(100, 30);
        using var window = new LabWindow(lab.Runtime.Send, () => lab.Model, lab.Runtime.Draw, () => Theme.Dark);
        var token = app.Begin(window);
        foreach (var key in "hostname") app.InjectKey(new Key(key));
        app.InjectKey(Key.Enter);
        lab.Runtime.RunToRest();
        window.SetNeedsDraw();
        app.LayoutAndDraw();
        var screen = app.Driver.ToString();
        Assert.Equal((100, 30), (lab.Model.Width, lab.Model.Height));
        Assert.Contains("root@pve1:~# hostname", screen, StringComparison.Ordinal);
        Assert.Contains("PveLab", screen, StringComparison.Ordinal);
        app.End(token!);
    }

    [Fact]
    public void A_click_in_the_lesson_gives_it_the_keys()
    {
        using var lab = new TestLab();
        using var app = Application.Create(new VirtualTimeProvider());
        app.Init(DriverRegistry.Names.ANSI);
        app.Driver!.SetScreenSize(100, 30);
        using var window = new LabWindow(lab.Runtime.Send, () => lab.Model, lab.Runtime.Draw, () => Theme.Dark);
        var token = app.Begin(window);
        app.LayoutAndDraw();
        app.InjectSequence(InputInjectionExtensions.LeftButtonClick(new Point(4, 6)));
        Assert.Equal(Pane.Lesson, lab.Model.Focus);
        app.End(token!);
    }

    [Theory]
    [InlineData("Ctrl+Q", "Ctrl+Q", null)]
    [InlineData("Ctrl+C", "Ctrl+C", null)]
    [InlineData("CursorUp", "CursorUp", null)]
    [InlineData("PageDown", "PageDown", null)]
    [InlineData("F10", "F10", null)]
    [InlineData("a", "a", "a")]
    [InlineData("A", "A", "A")]
    [InlineData("/", "/", "/")]
    [InlineData("Space", " ", " ")]
    [InlineData("Alt+s", "Alt+s", null)]
    [InlineData("Alt+.", "Alt+.", null)]
    public void A_key_of_the_library_becomes_a_key_of_the_lab(string key, string name, string? text) =>
        Assert.Equal(new LabMessage.KeyPressed(name, text), KeyNames.Message(new Key(key)));
}
