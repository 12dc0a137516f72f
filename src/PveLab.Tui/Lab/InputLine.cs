namespace PveLab.Tui.Lab;
/// <summary>Placeholder until the shell's line editor lands.</summary>
public sealed record InputLine(string Text, int Cursor)
{
    public InputLine Insert(string s) => this;
    public InputLine Cleared() => this;
    public InputLine Press(string key, string? text) => this;
    public InputLine Entered(bool remember) => this;
}
