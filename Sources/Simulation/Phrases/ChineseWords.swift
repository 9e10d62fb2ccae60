/// What the simulator says in Chinese. Each part is a list of lines:
///
///     =0101 R 市政道路       a family: the first four digits of its codes, where its matters happen, its name
///     #010101 30s 路面坑洼   a leaf: code, weight, marks of season and hour, and titles
///     h … e … a … d … i … b  happenings, effects, wishes, deeds, information, legal bases
///     @openPlain             a general list
///
/// Alternatives stand between ` / `. In braces: a number (`{3-9}`), an amount (`{￥200-900}`), days ago (`{日期1-9}`),
/// a choice (`{甲|乙}`) or a word of the list below (`{路}`). Marks: `s` storms, `h` heat, `x` schools, `y` end of
/// the year, `c` cold and dry months, `f` holidays, `n` evenings and nights, `o` office hours, `i` may grow into an
/// issue, `u` may be urgent, `!` may be critical, `e` a matter of enterprises; a capital letter says where.
enum ChinesePhrases {
    static let all = [
        words, openings, messages, titles, replies, notes, building, housing, streets, transport, environment, labour,
        education, health, market, police, farming, utilities, enterprise, finance, socialAffairs, culture, government,
        emergency, land, justice,
    ]

    /// Streets, shops, times of day: what stands in braces in the other lists. All names are made up.
    static let words = """
        @street
        {文昌|兴业|和顺|同济|岭南|体育|环市|建设|凤翔|朝安|季华|金沙|丰收|工业|振兴|新城|富华|佛平|桂澜|海景}{路|大道|一路|二路|中路}
        {绿景|汾江|东平|禅西|联和|大新|永安|人民|解放|南国|锦龙|华阳|文登|江湾|魁奇|雾岗|鄱阳|塘头|石龙}{路|东路|西路|街|横路}
        {升平|福贤|莲花|长寿|锦华|太平|平政|果房|快子|筷子|黄祥|松风|石路|大福|卫国|同安}{街|巷|里|直街|横街}
        @crossing
        {文华|兴华|南海|政通|佛罗|桂平|永胜|龙城|华宝|盐南|三乐|顺番|良勒|容奇|广珠|百安}{路|大道|二路|东路}
        @number
        {1-9}号 / {10-99}号 / {10-99}号 / {100-268}号 / {2-80}号之{1-6}
        @estate
        {澜湾|禾岭|云麓|桂语|怡翠|丽景|恒福|锦绣|翠湖|金域|江畔|绿岛|星汇|雅居|康怡|鸿运|明珠|玫瑰|东华|西湖}{花园|雅苑|华庭|新村|公馆|名都|豪庭}
        {聚龙|福兴|永乐|和苑|春晖|文华|惠景|同福|南桂|普君|新明|鹿璟}{小区|花苑|新邨|大厦|广场|居}
        @flat
        {1-16}座{2-32}{01|02|03|04|05|06} / {1-9}栋{2-9}楼 / {A|B|C|D}座{3-33}层 / {2-16}座
        @shop
        {顺|恒|鑫|汇|嘉|益|佳|丰|润|盈}{兴|和|乐|客|民|美|德|家|惠|源}{商行|商店|门店|连锁店|商贸行|旗舰店|专营店}
        @eatery
        {阿强|肥仔|老友|九记|胜记|大树头|渔家|客家|隆记|兰姨|好彩|七里香}{大排档|烧烤|茶餐厅|粥城|牛杂店|火锅店|饭店|砂锅粥|农庄}
        @factory
        {穗岭|禾泰|澄湾|联顺|宏沛|粤锐|升隆|正朗|鑫沛|佳铸|力腾|广沣}{五金厂|铝材厂|陶瓷厂|家具厂|塑料厂|纺织厂|印染厂|电镀厂|食品厂|制鞋厂|模具厂|不锈钢厂}
        @company
        {穗岭|禾泰|澄湾|联顺|宏沛|粤锐|升隆|正朗|鑫沛|佳铸|力腾|广沣|启沃|凌澜}{商贸|科技|建材|电器|机械|物流|装饰|铝业|家居|新材料}有限公司
        @school
        {育英|明德|启智|文华|青云|新风|博雅|晨光|知行|培元}{小学|小学|中学|实验学校|初级中学|第二小学}
        @park
        {滨河|荷塘|文化|人民|体育|中心|湖景|石榴|榕荫|映月}公园 / {文化|休闲|市民|榕树}广场
        @hospital
        {康安|仁和|惠民|博爱|同仁}医院 / {镇|街道|区}人民医院 / 中医院 / 妇幼保健院 / 社区卫生服务中心
        @busLine
        {101-899}路公交 / {1-88}路公交 / K{1-9}路公交 / 镇巴{1-9}路
        @vehicle
        车牌尾号*{10-99}的{白色|黑色|灰色|红色|蓝色}{小车|面包车|越野车|货车|轿车} / 尾号为*{1-9}{A|B|F|H|K|M|W}{1-9}的{白色|黑色|银色}{小车|商务车|新能源车}
        @lateNight
        晚上{十点|十一点|十二点}{多|半|左右} / 凌晨{一点|两点|三点}{多||左右} / 深夜{23|24}点 / 半夜 / 每晚{22-23}点以后 / 夜里{11-12}点
        @early
        早上{五|六}点{多|半} / 清晨{5-6}点 / 天没亮 / 一大早
        @clock
        上午{9-11}点{左右|多|半} / 下午{2-5}点{左右|多|半} / 中午{12}点{多|半} / 傍晚{6}点{多|左右} / 晚上{7-9}点{多|左右} / 早上{7-8}点{多|半}
        @since
        从{日期3-60}开始 / {最近|近来}{久} / {上个月|上周|月初|月中}开始 / 大概{半个月|二十天|一个多月|两三个月}前开始 / 今年以来 / {去年底|年初}以后
        从{上周|前天|大前天}起 / 这{几天|一个星期|半个月|段时间} / {日期1-20}至今 / 已经{久}了 / 连续{久}
        @duration
        {三|四|五|六}天 / {一个|两个|三个}多星期 / 半个{多月|月} / {一个|两个|三个|四个}多月 / 大半年 / {一|两|三}年多 / {10-28}天 / 快{一|两}个月
        @recent
        昨天 / 前天 / {上周|上个星期}{一|二|三|四|五|六|日} / {日期2-24} / {日期1-12}
        @times
        {两|三|四|五}次 / {三四|两三|五六}次 / 好几次 / {3-9}次
        @someone
        {陈|梁|李|黄|何|麦|霍|冼|卢|区|罗|邓|叶|苏|潘|关|吴|周|杜|简}{先生|女士|阿姨|师傅|主任|姑娘}
        @industry
        {陶瓷|铝型材|家具|家电配件|五金|不锈钢|机械装备|食品|纺织服装|塑料制品|电子商务|物流|模具|照明|建材贸易|新能源配件}
        @grade
        {一|二|三|四|五|六}年级 / 初{一|二|三} / 高{一|二}
        @trade
        {普工|质检|司机|仓管|焊工|缝纫工|打磨工|文员|压铸工|销售|包装工}
        @kinSelf
        我妈 / 我爸 / 我奶奶 / 我爷爷 / 我老婆 / 我岳母 / 我姐 / 家里老人
        @kinRecord
        其母亲 / 其父亲 / 其家中老人 / 其妻子 / 其亲属 / 其岳母
        @kinEnterprise
        员工家属 / 公司一名员工 / 同事
        @meSelf
        我
        @meRecord
        来电人
        @meEnterprise
        我司 / 我公司 / 我厂
        @homeSelf
        我家
        @homeRecord
        来电人家
        @homeEnterprise
        我司
        @weSelf
        我们 / 我们这里 / 街坊们
        @weRecord
        附近居民 / 周边居民 / 该处居民
        @weEnterprise
        我司及周边企业 / 园区企业
        """
}
