from policytext.places import find_places, province_of


def names(text: str) -> list[str]:
    return [place.name for place in find_places(text)]


def test_provinces_and_cities_have_their_full_names() -> None:
    assert names("支持广州、河源、湛江、韶关等4市") == ["广州市", "河源市", "湛江市", "韶关市"]
    assert names("上海和广东省") == ["上海市", "广东省"]


def test_short_forms_count_in_numbers_and_pairs_only() -> None:
    assert names("粤财办〔2018〕6号") == ["广东省"]
    assert names("京津冀协同发展") == ["北京市", "天津市", "河北省"]
    assert names("新建、宁可") == []


def test_common_words_are_no_cities() -> None:
    assert names("实现长治久安，建设大同社会") == []
    assert names("这些措施中卫生健康委负责哪些") == []
    assert names("宁夏中卫和银川") == ["宁夏回族自治区", "中卫市", "银川市"]


def test_a_city_lies_in_its_province() -> None:
    assert province_of("佛山市") == "广东省"
    assert province_of("火星市") is None
