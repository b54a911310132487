from policytext.figures import FigureMention, find_figures


def only(text: str) -> FigureMention:
    (figure,) = find_figures(text)
    return figure


def test_subjects_and_figures_of_a_list_are_paired_in_order() -> None:
    text = "失业保险金、工伤伤残津贴月人均水平达1295元和3270元，分别比2016年增长0.7%和5.5%。"
    figures = find_figures(text, year=2017)
    assert [f.text for f in figures] == ["1295元", "3270元", "0.7%", "5.5%"]
    assert figures[0].measure.startswith("失业保险金") and figures[1].measure.startswith("工伤伤残津贴")
    assert figures[2].measure.startswith("失业保险金") and figures[3].measure.startswith("工伤伤残津贴")
    assert figures[3].change == "increase" and figures[3].relative_to == "2016年"
    assert figures[3].year == 2017


def test_shares_after_several_figures_belong_to_them_in_order() -> None:
    text = (
        "截至 2017 年底，城镇新增就业 148.9 万人，失业人员实现再就业 61.95 万人，"
        "就业困难人员实现就业 17.26 万人，分别完成年度任务 135.4%、123.9%和 172.6%。"
    )
    shares = find_figures(text)[3:]
    assert [f.measure[:4] for f in shares] == ["城镇新增", "失业人员", "就业困难"]
    assert {f.year for f in shares} == {2017}


def test_a_level_raised_from_another_year_keeps_both_years() -> None:
    before, after = find_figures("城乡居民医保年人均财政补助标准由2016年的420元提高至450元。", year=2017)
    assert (before.year, after.year) == (2016, 2017)
    assert not after.change


def test_a_change_belongs_to_the_figure_before() -> None:
    _, change = find_figures("全省监督检查各类生产经营单位584746个，同比上升40.76%。")
    assert change.change == "increase" and "生产经营单位" in change.measure


def test_two_dates_and_two_figures_are_paired() -> None:
    first, second = find_figures("全省2013年底和2014年公共租赁住房分别新增分配50687套和14009套。")
    assert (first.year, second.year) == (2013, 2014)


def test_kind_follows_words_then_headings() -> None:
    assert only("力争2018年全省城镇新增就业110万人。").kind == "target"
    assert find_figures("新增就业110万人。", heading=("二、2018年重点工作任务",))[0].kind == "target"
    assert find_figures("新增就业148.9万人。", heading=("一、2017年工作总结",))[0].kind == "achieved"
    assert only("最低工资标准为每月2100元。").kind == "standard"


def test_the_year_comes_from_the_sentence_then_the_heading() -> None:
    assert find_figures("新建森林公园165处。", heading=("一、2017年工作总结",))[0].year == 2017
    assert find_figures("2016年新建森林公园165处。", heading=("一、2017年工作总结",))[0].year == 2016


def test_the_words_behind_a_figure_are_what_it_counts() -> None:
    text = "全省新增68个珠江学者岗位和98名珠江学者人选。"
    assert [f.measure for f in find_figures(text)] == [
        "全省新增68个珠江学者岗位".replace("68个", ""),
        "新增珠江学者人选",
    ]


def test_a_figure_of_a_bracketed_word_keeps_its_subject() -> None:
    figures = find_figures(
        "全面完成全省138个县（市、区，含功能区）和1621个乡镇（街道）公共法律服务中心的建设。"
    )
    assert "公共法律服务中心" in figures[1].object
