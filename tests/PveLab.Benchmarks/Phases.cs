using System.Diagnostics;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Tui;
using PveLab.Tui.Lab;
using PveLab.Sim.Cluster;
using PveLab.Shell;
namespace PveLab.Benchmarks;
internal static class Phases
{
    static Stopwatch w = Stopwatch.StartNew(); static TimeSpan cpu;
    static void Mark(string s){ var c=Environment.CpuUsage.TotalTime; Console.Error.WriteLine($"{s,-20} wall {w.ElapsedMilliseconds} cpu {(c-cpu).TotalMilliseconds:0}"); cpu=c; w.Restart(); }
    public static void Run()
    {
        Mark("start");
        var folder = ScenarioLibrary.Shipped.Find("ch08-restore-test"); Mark("find");
        var v = folder.Variant(0); Mark("variant");
        var world = WorldBuilder.Build(v.World, 0); Mark("world");
        var sh = new ShellSession(world.Nodes.Values.First()); Mark("shell");
        var attempt = new Attempt(folder); Mark("attempt");
        var g = attempt.Grade(); Mark("grade");
        var l = TuiApp.Lesson(null, Language.Ja); Mark("lesson");
        var rt = new LabRuntime(attempt, x => l, Language.Ja); Mark("runtime");
        rt.Send(new LabMessage.Resized(100,30)); Mark("resized");
        rt.Draw(); Mark("draw");
    }
}
