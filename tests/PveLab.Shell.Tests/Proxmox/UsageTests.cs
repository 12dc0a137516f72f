using PveLab.Api;
using PveLab.Shell.Proxmox;

namespace PveLab.Shell.Tests.Proxmox;

public class UsageTests
{
    private static readonly PveCommandCatalogue Commands = new(ApiCatalogue.Tree);

    [Fact]
    public void Every_option_has_the_name_type_and_default_of_the_real_synopsis()
    {
        SortedDictionary<string, List<string>> real = new(StringComparer.Ordinal);
        List<string> options = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Proxmox", "synopsis.tsv")).Where(line => line[0] != '#'))
        {
            if (line.StartsWith('@'))
                real.Add(line[2..], options = []);
            else
                options.Add(line);
        }
        Assert.Equal(real.Keys, Commands.Bindings.Keys.Where(name => !name.StartsWith("pvenode ", StringComparison.Ordinal)));
        Assert.Empty(real.SelectMany(command => command.Value.Except(Options(Commands.Bindings[command.Key])).Select(line => $"{command.Key} lacks {line}")));
        Assert.Empty(real.SelectMany(command => Options(Commands.Bindings[command.Key]).Except(command.Value).Select(line => $"{command.Key} invents {line}")));
    }

    private static IEnumerable<string> Options(CommandBinding binding) =>
        from option in Usage.OptionsOf(binding)
        let mapped = binding.Mapped.GetValueOrDefault(option.Key)
        let type = mapped?.Description ?? Usage.TypeText(option.Value)
        select $"{Usage.BaseName(option.Key, binding.Options)}\t{type}\t{option.Value.Default}";

    [Theory]
    [InlineData("vzdump", "vzdump {<vmid>} [OPTIONS]")]
    [InlineData("pvesm status", "pvesm status  [OPTIONS]")]
    [InlineData("pvesm path", "pvesm path <volume>")]
    [InlineData("pvesm alloc", "pvesm alloc <storage> <vmid> <filename> <size> [OPTIONS]")]
    public void The_short_usage_is_one_line(string command, string usage) => Assert.Equal(usage, Usage.Short(Commands.Bindings[command]));

    [Fact]
    public void The_long_usage_wraps_descriptions_behind_a_tab()
    {
        string usage = Usage.Long(Commands.Bindings["vzdump"]);
        Assert.StartsWith("USAGE: vzdump {<vmid>} [OPTIONS]\n  <vmid>     <string>\n\t     The guests to back up.\n\n  --all      <boolean>\t (default=0)\n",
            usage, StringComparison.Ordinal);
        Assert.Contains("\n  --protected <boolean>\n\t     Mark the backup as protected.\n\n\t     Requires option(s): storage\n\n", usage, StringComparison.Ordinal);
        Assert.All(usage.Split('\n'), line => Assert.True(line.Replace("\t", new string(' ', 8), StringComparison.Ordinal).Length < 90));
    }

    [Fact]
    public void Words_may_be_abbreviated_and_usage_names_the_whole_command()
    {
        ResolvedCommand command = Commands.Table("pvesm").Resolve(["stat", "--storage", "x"]);
        Assert.Equal("pvesm status", command.Binding!.Name);
        Assert.Equal("--storage x", string.Join(' ', command.Arguments));
    }

    [Theory]
    [InlineData("ERROR: no command specified\nUSAGE: pvesm <COMMAND> [ARGS] [OPTIONS]\n\n")]
    [InlineData("ERROR: unknown command 'pvesm foo'\nUSAGE: pvesm <COMMAND> [ARGS] [OPTIONS]\n\n", "foo", "x")]
    [InlineData("ERROR: incomplete command 'pvesm a'\nUSAGE: pvesm <COMMAND> [ARGS] [OPTIONS]\n\n", "a")]
    public void A_command_that_is_missing_unknown_or_incomplete_is_refused_with_the_usage(string start, params string[] words)
    {
        ResolvedCommand command = Commands.Table("pvesm").Resolve(words);
        Assert.Null(command.Binding);
        Assert.StartsWith(start, command.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_are_grouped_by_their_class_with_an_empty_line_between()
    {
        string refusal = Commands.Table("pvesm").Resolve([]).Refusal!;
        Assert.Contains("       pvesm set <storage> [OPTIONS]\n\n       pvesm alloc <storage> <vmid> <filename> <size> [OPTIONS]\n", refusal, StringComparison.Ordinal);
        Assert.EndsWith("       pvesm help [<extra-args>] [OPTIONS]\n", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_shows_one_command_short_or_in_full()
    {
        CommandTable table = Commands.Table("qm");
        Assert.Equal("USAGE: qm unlock <vmid>\n\n", table.HelpText(["unlock"], verbose: false));
        Assert.Equal(
            "USAGE: qm unlock <vmid>\n\n  Takes the lock off a virtual machine.\n\n  <vmid>     <integer> (100 - 999999999)\n\t     The (unique) ID of the VM.\n\n\n",
            table.HelpText(["unlock"], verbose: true));
    }
}
