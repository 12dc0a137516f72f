using System.Text;

namespace PveLab.Shell.Tools;

/// <summary>Runs awk rules over records.</summary>
internal sealed partial class AwkMachine(Invocation invocation, string separator)
{
    private const int OutputLimit = 1 << 20;

    private readonly Dictionary<string, AwkValue> variables = new(StringComparer.Ordinal) { ["FS"] = AwkValue.Of(separator), ["OFS"] = AwkValue.Of(" "), ["ORS"] = AwkValue.Of("\n") };
    private readonly Dictionary<string, SortedDictionary<string, AwkValue>> arrays = new(StringComparer.Ordinal);
    private readonly StringBuilder output = new();
    private List<string> fields = [];
    private string record = "";
    private string jump = "";
    private long number;

    /// <summary>exit was met.</summary>
    public bool Exited { get; private set; }

    /// <summary>What exit said.</summary>
    public int? ExitStatus { get; private set; }

    /// <summary>What stopped the program.</summary>
    public string? Error { get; private set; }

    /// <summary>Sets a variable.</summary>
    public void Set(string name, AwkValue value) => variables[name] = value;

    /// <summary>Runs the BEGIN rules.</summary>
    public IEnumerable<Step> Begin(List<AwkRule> rules) => Run(rules, AwkRuleKind.Begin);

    /// <summary>Runs the END rules (also after exit, unless it was met in one).</summary>
    public IEnumerable<Step> End(List<AwkRule> rules)
    {
        Exited = false;
        return Error is null ? Run(rules, AwkRuleKind.End) : [];
    }

    /// <summary>Runs the rules on one record.</summary>
    public IEnumerable<Step> Record(List<AwkRule> rules, string line)
    {
        number++;
        SetRecord(line);
        return Run(rules, AwkRuleKind.Record);
    }

    private Step[] Run(List<AwkRule> rules, AwkRuleKind kind)
    {
        output.Clear();
        jump = "";
        foreach (var rule in rules)
        {
            if (rule.Kind != kind || !Selected(rule)) continue;
            if (rule.Body is null) Print(record + variables["ORS"]);
            else Execute(rule.Body);
            if (jump is "next" or "exit" || Error is not null) break;
        }
        if (jump == "exit") Exited = true;
        return output.Length > 0 ? [new Step.Out(output.ToString())] : [];
    }

    private bool Selected(AwkRule rule)
    {
        if (rule.Pattern is null) return true;
        if (rule.Until is null) return Value(rule.Pattern).Truth;
        if (!rule.Open && !Value(rule.Pattern).Truth) return false;
        rule.Open = !Value(rule.Until).Truth;
        return true;
    }

    private void Print(string text)
    {
        output.Append(text);
        if (output.Length > OutputLimit) Error ??= "PveLab: more than 1 MiB of output for one record of awk is not simulated";
    }

    private void SetRecord(string line)
    {
        record = line;
        fields = Split(line, variables["FS"].ToString());
    }

    private static List<string> Split(string line, string by)
    {
        if (line.Length == 0) return [];
        if (by == " ") return [.. line.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)];
        if (by.Length <= 1) return [.. line.Split(by)];
        return PosixRegex.Compile(by, true, false, out _) is { } regex ? [.. regex.Split(line)] : [line];
    }

    private bool Spend()
    {
        if (!invocation.Session.Budget.Spend(1)) Error ??= "PveLab: stopped an endless awk program";
        return Error is null;
    }

    private void Execute(AwkNode node)
    {
        if (!Spend() || jump.Length > 0) return;
        switch (node)
        {
            case AwkNode.Block block:
                foreach (var item in block.Items) Execute(item);
                break;
            case AwkNode.Print print:
                Print(print.Formatted ? Formatted(print.Arguments)
                    : (print.Arguments.Count == 0 ? record : string.Join(variables["OFS"].ToString(), print.Arguments.Select(a => Value(a).ToString()))) + variables["ORS"]);
                break;
            case AwkNode.If choice:
                if (Value(choice.Condition).Truth) Execute(choice.Yes);
                else if (choice.No is not null) Execute(choice.No);
                break;
            case AwkNode.Loop loop:
                Loop(loop);
                break;
            case AwkNode.ForIn each:
                foreach (var key in ArrayOf(each.Array).Keys.ToList())
                {
                    variables[each.Variable] = AwkValue.Input(key);
                    Execute(each.Body);
                    if (LeavesLoop()) break;
                }
                break;
            case AwkNode.Jump { Kind: "exit" } exit:
                if (exit.Value is not null) ExitStatus = (int)Value(exit.Value).Number & 0xff;
                jump = "exit";
                break;
            case AwkNode.Jump other:
                jump = other.Kind;
                break;
            case AwkNode.Delete delete:
                if (delete.Index is null) ArrayOf(delete.Array).Clear();
                else ArrayOf(delete.Array).Remove(Value(delete.Index).ToString());
                break;
            default:
                Value(node);
                break;
        }
    }

    private void Loop(AwkNode.Loop loop)
    {
        if (loop.Start is not null) Value(loop.Start);
        while (Spend() && (loop.Condition is null || Value(loop.Condition).Truth))
        {
            Execute(loop.Body);
            if (LeavesLoop()) break;
            if (loop.Next is not null) Value(loop.Next);
        }
    }

    private bool LeavesLoop()
    {
        var leaves = jump is not ("" or "continue") || Error is not null;
        if (jump is "break" or "continue") jump = "";
        return leaves;
    }

    private SortedDictionary<string, AwkValue> ArrayOf(string name)
    {
        if (!arrays.TryGetValue(name, out var array)) arrays[name] = array = new(StringComparer.Ordinal);
        return array;
    }

    private AwkValue Value(AwkNode node)
    {
        switch (node)
        {
            case AwkNode.Constant constant: return constant.Value;
            case AwkNode.Match match: return Truth(Matches(record, match.Regex));
            case AwkNode.Name name: return Read(name);
            case AwkNode.Field field: return ReadField(Value(field.Number).Number);
            case AwkNode.Assign assign:
                return Assign(assign.Target, assign.Operator == "=" ? Value(assign.Value)
                : Compute(Value(assign.Target), assign.Operator[..1], Value(assign.Value)));
            case AwkNode.Step step:
                var before = Value(step.Target).Number;
                Assign(step.Target, AwkValue.Of(before + step.By));
                return AwkValue.Of(step.Before ? before + step.By : before);
            case AwkNode.Unary unary:
                var operand = Value(unary.Operand);
                return unary.Operator == '!' ? Truth(!operand.Truth) : AwkValue.Of(unary.Operator == '-' ? -operand.Number : operand.Number);
            case AwkNode.Choice choice: return Value(Value(choice.Condition).Truth ? choice.Yes : choice.No);
            case AwkNode.In membership: return Truth(ArrayOf(membership.Array).ContainsKey(Value(membership.Index).ToString()));
            case AwkNode.Call call: return Call(call);
            case AwkNode.Binary { Operator: "&&" } and: return Truth(Value(and.Left).Truth && Value(and.Right).Truth);
            case AwkNode.Binary { Operator: "||" } or: return Truth(Value(or.Left).Truth || Value(or.Right).Truth);
            case AwkNode.Binary { Operator: "~" or "!~" } match:
                var pattern = match.Right is AwkNode.Match literal ? literal.Regex : Value(match.Right).ToString();
                return Truth(Matches(Value(match.Left).ToString(), pattern) == (match.Operator == "~"));
            case AwkNode.Binary binary: return Compute(Value(binary.Left), binary.Operator, Value(binary.Right));
            default: return AwkValue.Of("");
        }
    }

    private static AwkValue Truth(bool value) => AwkValue.Of(value ? 1 : 0);

    private static bool Matches(string text, string pattern) => PosixRegex.Compile(pattern, true, false, out _)?.IsMatch(text) ?? false;

    private AwkValue Read(AwkNode.Name name)
    {
        if (name.Index is not null) return ArrayOf(name.Text).GetValueOrDefault(Value(name.Index).ToString());
        return name.Text switch
        {
            "NR" or "FNR" => AwkValue.Of(number),
            "NF" => AwkValue.Of(fields.Count),
            _ => variables.GetValueOrDefault(name.Text),
        };
    }

    private AwkValue ReadField(double index)
    {
        if (index == 0) return AwkValue.Input(record);
        return index >= 1 && index <= fields.Count ? AwkValue.Input(fields[(int)index - 1]) : AwkValue.Of("");
    }

    private AwkValue Assign(AwkNode target, AwkValue value)
    {
        switch (target)
        {
            case AwkNode.Name { Index: { } index } element: ArrayOf(element.Text)[Value(index).ToString()] = value; break;
            case AwkNode.Name { Text: "NF" or "NR" or "FNR" } reserved: Error ??= $"PveLab: assigning {reserved.Text} in awk is not simulated"; break;
            case AwkNode.Name name: variables[name.Text] = value; break;
            case AwkNode.Field field:
                var at = (int)Math.Clamp(Value(field.Number).Number, 0, 1000);
                if (at == 0) SetRecord(value.ToString());
                else
                {
                    while (fields.Count < at) fields.Add("");
                    fields[at - 1] = value.ToString();
                    record = string.Join(variables["OFS"].ToString(), fields);
                }
                break;
        }
        return value;
    }

    private AwkValue Compute(AwkValue a, string operation, AwkValue b)
    {
        switch (operation)
        {
            case " ":
                var joined = a.ToString() + b.ToString();
                if (joined.Length > OutputLimit) Error ??= "PveLab: an awk text longer than 1 MiB is not simulated";
                return AwkValue.Of(Error is null ? joined : "");
            case "+": return AwkValue.Of(a.Number + b.Number);
            case "-": return AwkValue.Of(a.Number - b.Number);
            case "*": return AwkValue.Of(a.Number * b.Number);
            case "/" or "%" when b.Number == 0:
                Error ??= operation == "/" ? "mawk: division by zero" : "mawk: division by zero in %";
                return AwkValue.Of(0);
            case "/": return AwkValue.Of(a.Number / b.Number);
            case "%": return AwkValue.Of(a.Number % b.Number);
            case "^": return AwkValue.Of(Math.Pow(a.Number, b.Number));
        }
        // Unset variables and input that looks like a number compare as numbers; anything else as text.
        var numeric = (a.IsNumber || a.Text is null) && (b.IsNumber || b.Text is null);
        var order = numeric ? a.Number.CompareTo(b.Number) : string.CompareOrdinal(a.ToString() is "0" && a.Text is null && !a.IsNumber ? "" : a.ToString(), b.ToString());
        return Truth(operation switch { "<" => order < 0, "<=" => order <= 0, "==" => order == 0, "!=" => order != 0, ">" => order > 0, _ => order >= 0 });
    }
}
