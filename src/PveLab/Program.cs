using System.Globalization;
using System.Text;
using PveLab;

// Nothing that is printed may depend on the machine's language, and every line ends with \n.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 16 * 1024) { NewLine = "\n" };
using var errors = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
Console.SetOut(output);
Console.SetError(errors);
return CommandLine.Run(args, new HostConsole(Console.OpenStandardInput, output, errors)
{
    ReadHidden = Console.IsInputRedirected ? null : HiddenLine.Read,
});
