"""Short texts on which a quicker form of a model is compared with the whole one, Chinese first.

Written for this purpose: official prose, figures, mixed scripts and what people really paste, in twelve languages.
"""

CHECK_TEXTS = (
    # Chinese, as in reports
    "坚持稳中求进工作总基调，全面落实各项决策部署，地区生产总值增长6.5%左右。",
    "一年来，常委会听取和审议专项工作报告12项，开展执法检查5次，作出决议决定9件。",
    "各位代表：现在，我代表市人民政府，向大会报告工作，请予审议。",
    "完善代表联络机制，办理代表建议326件，满意率达98.7%。",
    "新建改扩建中小学校12所，新增学位1.8万个，学前教育普惠率达到93%。",
    "统筹推进山水林田湖草沙一体化保护和系统治理，森林覆盖率提高到41.2%。",
    "粮食总产量连续九年保持在3～5亿公斤，农村居民人均可支配收入增长7%。",
    "围绕中心、服务大局，充分发挥专门协商机构作用，广泛凝聚共识。",
    "深化“放管服”改革，实施减税降费，为企业减负超过40亿元。",
    "我们也清醒地看到，发展不平衡不充分问题仍然突出，安全生产形势依然严峻。",
    "城镇新增就业4万人，城镇调查失业率控制在5.5%以内。",
    "加强历史文化名城保护，修缮老街区三处，开放社区博物馆七座。",
    "（一）强化思想引领，铸牢政治忠诚。",
    "二是突出监督实效。",
    "全年空气质量优良天数比例达到91.3%，PM2.5平均浓度下降4.1%。",
    "推动数字经济与实体经济深度融合，规模以上工业企业上云率超过六成。",
    "請各位委員審議，並請列席會議的同志提出意見。",
    "报告",
    "去年修了多少公里农村公路？",
    "哪些地方提到了养老服务？",
    # English
    "The standing committee heard and considered twelve special work reports.",
    "Gross regional product grew by 6.5 per cent, and urban unemployment stayed below 5.5 per cent.",
    "How many primary schools were built last year?",
    "We must also recognise that development remains unbalanced and that many problems await solutions.",
    # Japanese, Korean
    "県議会は、予算案と条例改正案を審議し、いずれも賛成多数で可決しました。",
    "昨年度に新設された保育所は何か所ですか。",
    "지난해 지역 내 총생산은 6.5퍼센트 늘었고 일자리 4만 개가 새로 생겼습니다.",
    # Vietnamese, Indonesian
    "Hội đồng nhân dân tỉnh đã thông qua nghị quyết về phát triển kinh tế - xã hội năm tới.",
    "Pemerintah daerah membangun dua belas sekolah baru dan memperbaiki jalan desa.",
    # Russian
    "За отчётный период доходы бюджета выросли на семь процентов, построено двенадцать школ.",
    "Какие меры приняты для охраны окружающей среды?",
    # German, French, Spanish
    "Der Ausschuss hat im vergangenen Jahr zwölf Berichte beraten und neun Beschlüsse gefasst.",
    "Le conseil régional a consacré quarante millions d'euros à la rénovation des lycées.",
    "El gobierno regional redujo los impuestos y creó cuarenta mil puestos de trabajo.",
    # Arabic, Uyghur, Hindi
    "ناقش المجلس تقرير العمل السنوي وأقر الخطة الاقتصادية للعام المقبل.",
    "شىنجاڭ ئۇيغۇر ئاپتونوم رايونلۇق خەلق قۇرۇلتىيى يىغىنى ئېچىلدى.",
    "राज्य सरकार ने पिछले वर्ष बारह नए विद्यालय खोले और सड़कों की मरम्मत कराई।",
    # What people paste
    "ＧＤＰ增长６.５％，完成率９８％ ①②③",
    "第三章 总则 Chapter III General Provisions",
    "好👍🏽🎉 完成 ✅",
    # One paragraph of the usual length
    (
        "过去一年，面对复杂严峻的外部环境和艰巨繁重的改革发展稳定任务，全市上下坚定信心、迎难而上，"
        "着力扩大内需、优化结构、提振信心、防范化解风险，经济运行持续回升向好。全年新开工重点项目156个，"
        "完成投资820亿元；高新技术企业达到1430家，研发经费支出占地区生产总值比重提高到2.9%；"
        "进出口总额增长8.2%，跨境电商综合试验区建设取得新进展；城乡居民收入比缩小到1.72，"
        "民生支出占一般公共预算支出的比重保持在七成以上。"
    ),
)
