using System.Text.Json.Nodes;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Sim;
using PveLab.Tui.Drawing;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;
using PveLab.Tui.Manager.Dialogs;

namespace PveLab.Tui.Tests.Forms;

/// <summary>A dialog on a shipped scenario, hosted as the manager hosts it: reads are answered, writes become inputs of the attempt.</summary>
internal sealed class DialogLab : IDisposable
{
    private readonly Attempt attempt;
    private DialogContext context = new() { Language = Language.En, Node = "pve1" };

    public DialogLab(string scenario = "ch08-restore-test", params string[] lines)
    {
        attempt = new Attempt(ScenarioLibrary.Shipped.Find(scenario));
        foreach (var line in lines)
        {
            attempt.Submit(new Input.Line(line));
            while (attempt.IsRunning) attempt.Pull();
        }
    }

    public Attempt Attempt => attempt;

    public FormScreen Screen { get; set; } = new(80, 24, Language.En, "pve1");

    public FormModel Form { get; private set; } = null!;

    public FormEvent? Last { get; private set; }

    public ApiWrite? Written { get; private set; }

    public bool Closed => Last is FormEvent.Close;

    public string Text => Draw().Text;

    public Frame Draw()
    {
        var below = Enumerable.Range(0, Screen.Height).Select(_ => new Row(Screen.Width).Fill(with: '.')).ToList();
        return FormView.Over(Form, Screen, below);
    }

    public DialogLab Open(string id, DialogContext about)
    {
        context = about with { Zone = attempt.World.Zone };
        for (var round = 0; round < 3; round++)
        {
            var wanted = DialogCatalogue.Needs(id, context).Where(p => !context.Answers.ContainsKey(p)).ToList();
            if (wanted.Count == 0) break;
            Answer(wanted);
        }
        (Form, Last) = FormUpdate.Opened(DialogCatalogue.Open(id, context), Screen);
        Serve();
        return this;
    }

    public DialogLab Guest(string id, int vmid, string type = "qemu", JsonObject? row = null, string node = "pve1") =>
        Open(id, new DialogContext { Language = Language.En, Node = node, GuestType = type, Vmid = vmid, Row = row });

    public DialogLab Send(LabMessage message)
    {
        (Form, Last) = FormUpdate.Apply(Form, message, Screen);
        Serve();
        return this;
    }

    public DialogLab Press(params string[] keys)
    {
        foreach (var key in keys) Send(new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));
        return this;
    }

    public DialogLab Type(string text)
    {
        foreach (var c in text) Send(new LabMessage.KeyPressed(c.ToString(), c.ToString()));
        return this;
    }

    public DialogLab Focus(string part)
    {
        for (var i = 0; i < 200 && Form.Focus != part; i++)
        {
            if (Form.Find(part) is { } field && field.Tab != Form.Tab) Press(field.Tab > Form.Tab ? "Ctrl+PageDown" : "Ctrl+PageUp");
            else Press("Tab");
        }
        Assert.Equal(part, Form.Focus);
        return this;
    }

    /// <summary>Clicks on the first place where a text stands.</summary>
    public DialogLab Click(string text, int nth = 0)
    {
        var rows = Draw().Rows;
        for (var y = 0; y < rows.Count; y++)
        {
            var line = rows[y].Text;
            for (var at = line.IndexOf(text, StringComparison.Ordinal); at >= 0; at = line.IndexOf(text, at + 1, StringComparison.Ordinal))
                if (nth-- == 0) return Send(new LabMessage.Clicked(Shell.Editing.DisplayWidth.Of(line[..at]), y));
        }
        throw new Xunit.Sdk.XunitException($"'{text}' is not on the screen:\n{Text}");
    }

    public JsonNode? Read(string path) => attempt.Read(path);

    public void Dispose() => attempt.Dispose();

    private void Serve()
    {
        switch (Last)
        {
            case FormEvent.Read read:
                Answer(read.Paths);
                Form = FormUpdate.Answered(Form, context, Screen);
                break;
            case FormEvent.Write write:
                Written = write.Call;
                try
                {
                    attempt.Submit(new Input.ApiCall(write.Call.Verb, write.Call.Path, write.Call.Parameters));
                }
                catch (PveException error)
                {
                    Form = FormUpdate.Refused(Form, error);
                }
                break;
        }
    }

    private void Answer(IEnumerable<string> paths)
    {
        foreach (var path in paths) context = context with { Answers = context.Answers.SetItem(path, Try(path)) };
    }

    private JsonNode? Try(string path)
    {
        try
        {
            return attempt.Read(path);
        }
        catch (PveException)
        {
            return null;
        }
    }
}
