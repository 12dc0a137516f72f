namespace PveLab.Tui.Forms;

/// <summary>The words every form has, as Proxmox VE and its toolkit show them.</summary>
internal static class FormTexts
{
    public static readonly Words IsRequired = ("This field is required", "必須項目です");
    public static readonly Words Advanced = ("Advanced", "詳細設定");
    public static readonly Words AsCli = ("as CLI", "CLI で見る");
    public static readonly Words ToShell = ("copy to shell", "シェルへ写す");
    public static readonly Words Cancel = ("Cancel", "キャンセル");
    public static readonly Words Close = ("Close", "クローズ");
    public static readonly Words Yes = ("Yes", "はい");
    public static readonly Words No = ("No", "いいえ");
    public static readonly Words Confirm = ("Confirm", "確認");
    public static readonly Words Search = ("Search", "検索");
    public static readonly Words Nothing = ("nothing to choose from", "選べるものがありません");
    public static readonly Words NoCommand = ("This form makes no call.", "この画面は API を呼び出しません。");
    public static readonly Words Unfinished = ("Fill in what is required to see the command.", "必須項目を入力するとコマンドが表示されます。");

    public static Words Selected(int count) => new Words("Selected ({0})", "選択された ({0})").With(count);

    public static Words AtLeast(long least) => new Words("The minimum value for this field is {0}", "{0} 以上を入力してください").With(least);

    public static Words AtMost(long most) => new Words("The maximum value for this field is {0}", "{0} 以下を入力してください").With(most);

    public static Words NotANumber(string text) => new Words("{0} is not a valid number", "「{0}」は数値ではありません").With(text);
}
