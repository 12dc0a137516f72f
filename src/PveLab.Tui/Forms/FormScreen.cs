using PveLab.Tui.Lab;

namespace PveLab.Tui.Forms;

/// <summary>What a form is shown on.</summary>
/// <param name="Width">Columns of the terminal.</param>
/// <param name="Height">Rows of the terminal.</param>
/// <param name="Language">Whose words are shown.</param>
/// <param name="Node">The node of the shell: the command line shown under a form is typed there.</param>
public sealed record FormScreen(int Width, int Height, Language Language, string Node);
