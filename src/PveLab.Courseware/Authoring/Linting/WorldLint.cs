using System.Collections.Immutable;
using System.Globalization;
using PveLab.Courseware.Authoring.Schemas;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Cluster;
using PveLab.Sim.Faults;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>What a scenario names of its world: guests, storages, nodes, and everything its faults are about.</summary>
internal static class WorldLint
{
    private static readonly ImmutableArray<string> Guests = ["guest", "restoreOf"];
    private static readonly ImmutableArray<string> Nodes = ["node", "nodes", "target"];

    public static void Look(ScenarioDraft draft, bool isWhole)
    {
        if (draft.Root["world"] is not { Text: { } id } world) return;
        if (!draft.Around.Scenarios.WorldIds.Contains(id))
        {
            draft.Find(LintRules.UnknownWorld, world, $"no world is called '{id}'; {NearestNames.Advice(id, draft.Around.Scenarios.WorldIds)}");
            return;
        }
        LookAtFile(draft, id);
        if ((isWhole ? Played(draft, id) : draft.Around.Plain(id)) is { } names) LookAtNames(draft, names);
    }

    /// <summary>The world's own file has a form, too.</summary>
    private static void LookAtFile(ScenarioDraft draft, string id)
    {
        var file = draft.Around.Scenarios.World(id);
        if (YamlContent.Tree(file.Name, draft.Filled(file.Text)) is { } root)
            new SchemaCheck(ContentSchemas.World, (rule, node, problem) => draft.Find(rule, file.Name, (int)node.Start.Line, (int)node.Start.Column, problem)).Check(root);
    }

    /// <summary>The names in the world once everything went wrong in it that goes wrong at the beginning; what does not fit is found on the way.</summary>
    private static WorldNames? Played(ScenarioDraft draft, string id)
    {
        try
        {
            var scenario = YamlContent.Read<Scenario>(draft.File.Name, draft.Filled(draft.File.Text));
            var file = draft.Around.Scenarios.World(id);
            var definition = YamlContent.Read<WorldFile>(file.Name, draft.Filled(file.Text));
            var world = WorldBuilder.Build(definition, 0, Arm);
            Arm(world, world.Clock.Now);
            return WorldNames.Of(definition, world);

            void Arm(Datacenter datacenter, Instant start)
            {
                datacenter.Dialect = scenario.Dialect;
                if (datacenter.Clock.Now == datacenter.Clock.Start) ScenarioFiles.Put(draft.File with { Text = draft.Filled(draft.File.Text) }, scenario, datacenter);
                var problems = FaultCheck.Problems(scenario.Faults, datacenter, start).ToList();
                foreach (var (fault, problem) in problems) Find(draft, fault, problem);
                if (problems.Count == 0) datacenter.Faults.Arm(scenario.Faults, start);
            }
        }
        catch (ContentException error)
        {
            draft.Find(LintRules.Refused, error);
        }
        catch (WorldException error)
        {
            draft.Find(LintRules.Refused, draft.Around.Scenarios.World(id).Name, 0, 0, error.Message);
        }
        return draft.Around.Plain(id);
    }

    private static void Find(ScenarioDraft draft, int fault, FaultProblem problem)
    {
        var place = draft.Root["faults"].Items.ElementAt(fault);
        var at = problem.Key is { } key && place[key].Exists ? place[key] : place;
        var rule = problem.Known is null ? LintRules.UnfitFault : problem.Key switch
        {
            "guest" => LintRules.UnknownGuest,
            "storage" => LintRules.UnknownStorage,
            "node" or "target" => LintRules.UnknownNode,
            _ => LintRules.UnfitFault,
        };
        draft.Find(rule, at, FaultCheck.Worded(problem));
    }

    private static void LookAtNames(ScenarioDraft draft, WorldNames names)
    {
        Node(draft, names, draft.Root["node"]);
        foreach (var criterion in draft.Criteria)
        {
            foreach (var key in Guests) Guest(draft, names, criterion[key]);
            foreach (var key in Nodes)
                foreach (var node in criterion[key].Items.Prepend(criterion[key])) Node(draft, names, node);
            if (criterion["storage"] is { Text: { } storage } at && !names.Storages.Contains(storage))
                draft.Find(LintRules.UnknownStorage, at, $"no storage is called '{storage}'; {NearestNames.Advice(storage, names.Storages)}");
        }
    }

    private static void Guest(ScenarioDraft draft, WorldNames names, Draft guest)
    {
        if (guest.Number is not { } vmid || names.Guests.Contains(vmid)) return;
        var known = names.Guests.Select(g => g.ToString(CultureInfo.InvariantCulture)).ToList();
        draft.Find(LintRules.UnknownGuest, guest, string.Create(CultureInfo.InvariantCulture, $"there is no guest {vmid}; {NearestNames.Advice(guest.Text!, known)}"));
    }

    private static void Node(ScenarioDraft draft, WorldNames names, Draft node)
    {
        if (node.Text is { } name && !names.Nodes.Contains(name)) draft.Find(LintRules.UnknownNode, node, $"no node is called '{name}'; {NearestNames.Advice(name, names.Nodes)}");
    }
}
