"""Find Chinese provinces and cities, their short forms (粤、京) and some countries in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Level = Literal["country", "province", "city"]

# Short form, name, its cities. A city that is also a common word is written with 市 and found only so.
_PROVINCES = """
京 北京市
津 天津市
沪 上海市
渝 重庆市
冀 河北省 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
晋 山西省 太原 大同市 阳泉 长治市 晋城 朔州 晋中 运城 忻州 临汾 吕梁
蒙 内蒙古自治区 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安盟 锡林郭勒 阿拉善
辽 辽宁省 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳市 葫芦岛
吉 吉林省 长春 吉林市 四平 辽源 通化 白山市 松原 白城 延边
黑 黑龙江省 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭
苏 江苏省 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
浙 浙江省 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水
皖 安徽省 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山市 滁州 阜阳 宿州 六安 亳州 池州 宣城
闽 福建省 福州 厦门 莆田 三明市 泉州 漳州 南平 龙岩 宁德
赣 江西省 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
鲁 山东省 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照市 临沂 德州 聊城 滨州 菏泽
豫 河南省 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
鄂 湖北省 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 神农架
湘 湖南省 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 湘西
粤 广东省 广州 深圳 珠海 汕头 佛山 韶关 湛江 肇庆 江门 茂名 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山市 潮州 揭阳 云浮
桂 广西壮族自治区 南宁 柳州 桂林 梧州 北海市 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾市 崇左
琼 海南省 海口 三亚 三沙 儋州
川 四川省 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江市 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山州
黔 贵州省 贵阳 六盘水 遵义 安顺市 毕节 铜仁 黔西南 黔东南 黔南
滇 云南省 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河州 文山州 西双版纳 大理州 德宏 怒江州 迪庆
藏 西藏自治区 拉萨 日喀则 昌都 林芝 山南市 那曲 阿里地区
陕 陕西省 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康市 商洛
甘 甘肃省 兰州 嘉峪关 金昌 白银市 天水市 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南
青 青海省 西宁 海东市 海北州 黄南州 海南州 果洛 玉树 海西州
宁 宁夏回族自治区 银川 石嘴山 吴忠 固原 中卫
新 新疆维吾尔自治区 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田地区 伊犁 塔城 阿勒泰 石河子
港 香港特别行政区
澳 澳门特别行政区
台 台湾省
"""
_COUNTRIES = [
    "美国",
    "英国",
    "法国",
    "德国",
    "日本",
    "韩国",
    "俄罗斯",
    "加拿大",
    "澳大利亚",
    "新加坡",
    "印度",
    "意大利",
    "巴西",
    "越南",
    "泰国",
    "马来西亚",
    "新西兰",
]
_ENDING = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")


@dataclass(frozen=True)
class PlaceMention:
    """`name` is the full name (广东省, 佛山市); `start`..`end` are the words that say it."""

    name: str
    start: int
    end: int
    level: Level


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, Level]], dict[str, str]]:
    """(printed name → full name and level, short form → province)."""
    names: dict[str, tuple[str, Level]] = {country: (country, "country") for country in _COUNTRIES}
    short: dict[str, str] = {}
    for line in _PROVINCES.strip().splitlines():
        letter, province, *cities = line.split()
        short[letter] = province
        names[province] = names[_ENDING.sub("", province)] = (province, "province")
        for city in cities:
            full = city if city[-1] in "市盟州区" and len(city) > 2 else city + "市"
            names[city] = names[full] = (full, "city")
    return names, short


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names, short = _table()
    letters = "".join(short)
    whole = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    # A single letter is a place only in front of a document number (粤财办〔2018〕) or in a pair (京津冀, 粤赣).
    pair = rf"(?:[{letters}]{{2,4}}(?=两|三|四|等|地区|经济|大湾区|协同|省|之间|边|跨))"
    # 中卫 is a city; 中卫生 is not (…措施中卫生健康委…).
    return re.compile(
        rf"(?P<name>(?!中卫生)(?:{whole}))|(?P<number>[{letters}])(?=[一-鿿]{{1,6}}[〔\[(（【]\s*(?:19|20)\d\d)|(?P<pair>{pair})"
    )


def find_places(text: str) -> list[PlaceMention]:
    """All places of a text, in order."""
    names, short = _table()
    found: list[PlaceMention] = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        if match["name"]:
            full, level = names[match["name"]]
            found.append(PlaceMention(full, start, end, level))
        else:
            found += [PlaceMention(short[text[i]], i, i + 1, "province") for i in range(start, end)]
    return found


def place_names() -> list[str]:
    """The short names of all provinces and cities (湖南, 洛阳, 吉林市), provinces first."""
    rows = [line.split() for line in _PROVINCES.strip().splitlines()]
    return [_ENDING.sub("", row[1]) for row in rows] + [city for row in rows for city in row[2:]]


def province_of(name: str) -> str | None:
    """The province in which a city lies, by full or short name; a province itself; None when unknown."""
    names, _ = _table()
    if name in names and names[name][1] == "province":
        return names[name][0]
    for line in _PROVINCES.strip().splitlines():
        _, province, *cities = line.split()
        if name in cities or name.removesuffix("市") in cities:
            return province
    return None
