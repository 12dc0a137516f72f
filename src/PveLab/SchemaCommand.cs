using System.CommandLine;
using PveLab.Courseware.Authoring.Schemas;

namespace PveLab;

/// <summary><c>pvelab scenario schema</c>: what editors need to complete scenarios, worlds and courses.</summary>
internal static class SchemaCommand
{
    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host)
    {
        var command = new Command("schema", "Print the JSON Schema of a kind of content file, for editors: # yaml-language-server: $schema=FILE");
        var name = new Argument<string>("NAME") { Description = string.Join(", ", ContentSchemas.Names), DefaultValueFactory = _ => "scenario" };
        name.AcceptOnlyFromAmong([.. ContentSchemas.Names]);
        command.Arguments.Add(name);
        command.SetAction(parsed =>
        {
            host.Output.Write(ContentSchemas.Text(parsed.GetValue(name)!));
            host.Output.Flush();
            return ExitCode.Passed;
        });
        return command;
    }
}
