// What becomes of a flight, in the page's languages. The core's own words are English.
import type { Language } from './core';

interface EventWords {
    outcomes: Record<string, string>;
    events: Record<string, string>;
    /** Of a stage or a booster; "#" is its number. */
    parts: Record<string, string>;
}

const words: Partial<Record<Language, EventWords>> = {
    ko: {
        outcomes: { landed: '낙하함', duration_reached: '정한 시간까지 비행', escaped: '지구를 벗어남', in_orbit: '궤도에 진입', step_limit: '계산 단계 한도', lift_off_failed: '이륙하지 못함', time_limit: '시간 한도' },
        events: { ignition: '점화', 'lift-off': '이륙', release: '분리', 'max dynamic pressure': '최대 동압', 'shroud jettison': '페어링 분리', '100 km up': '100 km 상승 통과', '100 km down': '100 km 하강 통과', apogee: '정점', 'peak deceleration': '최대 감속', impact: '낙하' },
        parts: { 'stage ignition': '#단 점화', 'stage burnout': '#단 연소 종료', 'stage separation': '#단 분리', 'booster burnout': '부스터 # 연소 종료', 'booster separation': '부스터 # 분리' },
    },
    ja: {
        outcomes: { landed: '落下', duration_reached: '定めた時間まで飛行', escaped: '地球を離れた', in_orbit: '軌道に乗った', step_limit: '計算段階の上限', lift_off_failed: '離昇しなかった', time_limit: '時間の上限' },
        events: { ignition: '点火', 'lift-off': '離昇', release: '放出', 'max dynamic pressure': '最大動圧', 'shroud jettison': 'フェアリング分離', '100 km up': '100 km 上昇通過', '100 km down': '100 km 下降通過', apogee: '最高点', 'peak deceleration': '最大減速', impact: '落下' },
        parts: { 'stage ignition': '第#段点火', 'stage burnout': '第#段燃焼終了', 'stage separation': '第#段分離', 'booster burnout': 'ブースター#燃焼終了', 'booster separation': 'ブースター#分離' },
    },
    de: {
        outcomes: { landed: 'eingeschlagen', duration_reached: 'Dauer erreicht', escaped: 'der Erde entkommen', in_orbit: 'in der Umlaufbahn', step_limit: 'Schrittgrenze', lift_off_failed: 'nicht abgehoben', time_limit: 'Zeitgrenze' },
        events: { ignition: 'Zündung', 'lift-off': 'Abheben', release: 'Freigabe', 'max dynamic pressure': 'größter Staudruck', 'shroud jettison': 'Abwurf der Verkleidung', '100 km up': '100 km aufwärts', '100 km down': '100 km abwärts', apogee: 'Gipfelpunkt', 'peak deceleration': 'größte Verzögerung', impact: 'Einschlag' },
        parts: { 'stage ignition': 'Zündung Stufe #', 'stage burnout': 'Brennschluss Stufe #', 'stage separation': 'Trennung Stufe #', 'booster burnout': 'Brennschluss Booster #', 'booster separation': 'Trennung Booster #' },
    },
    fr: {
        outcomes: { landed: 'retombé', duration_reached: 'durée atteinte', escaped: 'échappé à la Terre', in_orbit: 'en orbite', step_limit: 'limite de pas', lift_off_failed: 'n’a pas décollé', time_limit: 'limite de temps' },
        events: { ignition: 'allumage', 'lift-off': 'décollage', release: 'largage', 'max dynamic pressure': 'pression dynamique maximale', 'shroud jettison': 'largage de la coiffe', '100 km up': '100 km à la montée', '100 km down': '100 km à la descente', apogee: 'apogée', 'peak deceleration': 'décélération maximale', impact: 'impact' },
        parts: { 'stage ignition': 'allumage étage #', 'stage burnout': 'fin de combustion étage #', 'stage separation': 'séparation étage #', 'booster burnout': 'fin de combustion propulseur #', 'booster separation': 'séparation propulseur #' },
    },
};

/** @param text  the core's, for what has no words of its own */
export function outcomeWords(outcome: string, text: string, language: Language): string {
    return words[language]?.outcomes[outcome] ?? text;
}

/** "stage 2 burnout". */
export function eventWords(name: string, language: Language): string {
    const known = words[language];
    if (!known) return name;
    const [, part, number, what] = /^(stage|booster) (\d+) (\w+)$/.exec(name) ?? [];
    return known.events[name] ?? known.parts[`${part} ${what}`]?.replace('#', number!) ?? name;
}
