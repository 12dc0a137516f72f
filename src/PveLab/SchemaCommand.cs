using System.CommandLine;
using PveLab.Courseware.Authoring.Schemas;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab scenario schema</c>: what editors need to complete scenarios, worlds and courses.</summary>
internal static class SchemaCommand
{
    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host)
    {
        var command = new Command("schema");
        var name = CommandValues.Optional("NAME");
        command.Arguments.Add(name);
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(name) ?? "scenario";
            if (!ContentSchemas.Names.Contains(asked)) throw new ContentException(asked, 0, 0, $"no such kind of content file; {NearestNames.Advice(asked, ContentSchemas.Names)}");
            host.Output.Write(ContentSchemas.Text(asked));
            host.Output.Flush();
            return ExitCode.Passed;
        });
        return command;
    }
}
