// What the page itself says, in every language of the figures (render/figure/words.h). Reports and messages come
// from the core, in English.
import type { Language } from './core';

const english = {
    title: 'Missile flights, reported and computed',
    about: 'Three reported figures in, the answer out: are they consistent, and how far would the same missile fly on a standard trajectory? Computed in this page; nothing is sent anywhere.',
    reported: 'A reported test',
    fly: 'Fly a missile',
    unit: 'Unit', language: 'Language', light: 'Light', dark: 'Dark', theme: 'Colours',
    apogee: 'Apogee', range: 'Range', time: 'Flight time', from: 'Launch site', azimuth: 'Direction (azimuth)',
    impact: 'or place of impact', claim: 'Can it reach … ?', vehicle: 'Vehicle',
    unknownVehicle: 'unknown: these figures', example: 'An example',
    apogeeHint: '6,648.4 km', rangeHint: '998 km', timeHint: '74 min, 1:07:24', fromHint: 'Pyongyang, or 39.2,125.7',
    azimuthHint: 'degrees from north', impactHint: '41.0,139.5', claimHint: 'United States, Guam, 10,000 km',
    estimate: 'Estimate', working: 'Computing …', refining: 'First answer; computing with ten times the samples …',
    standardRange: 'Standard range', interval: '90 % interval', greatestRange: 'Greatest range',
    quantity: 'Quantity', median: 'Median', low: '5 %', high: '95 %', burnoutSpeed: 'Burnout speed',
    burnoutHeight: 'Burnout height', burnoutTime: 'Burn time', sampleTime: 'Flight time',
    impossible: 'No missile does that', fullReport: 'The whole report', assumptions: 'What the answer stands on',
    explained: 'The standard range is how far the missile that made this flight would go on the trajectory of least energy, over an Earth that stands still, as published ranges are.',
    scenario: 'Flight', add: 'Add another flight', remove: 'Remove', change: 'Change its numbers',
    reset: 'As in the file', edit: 'The scenario file', editHint: 'Paste, type or drop a scenario; it flies as you type.',
    open: 'Open a file', map: 'Map', azimuthal: 'Azimuthal map', globe: 'Globe', profile: 'Profile', time_plots: 'Over time',
    picture: 'Picture', figures: 'Figures', events: 'Events', event: 'Event', height: 'Height', distance: 'Distance',
    speed: 'Speed', clock: 'Time', computed: 'Computed', difference: 'Difference', outcome: 'Outcome',
    take: 'Take it away', copyLink: 'Copy link', copied: 'Copied', takePicture: 'Take this picture as',
    sheet: 'Sheet to print (HTML)', siteMap: 'Choose the launch site on a map',
    siteMapHint: 'Click where it stood; a second click on the closer map is finer. The field above takes the same as text.',
    scenarioFile: 'Scenario file', debris: 'With spent stages',
    noMap: 'A map needs a launch site and a direction.',
    source: 'Source', reportedValue: 'Reported', impactLatitude: 'Latitude of impact', impactLongitude: 'Longitude of impact',
};
export type Words = typeof english;

const korean: Words = {
    title: '미사일 비행: 발표와 계산',
    about: '발표된 세 수치를 넣으면 답이 나옵니다. 수치들이 서로 맞는가, 같은 미사일이 표준 탄도로는 얼마나 멀리 가는가? 이 페이지 안에서 계산하며 아무것도 전송하지 않습니다.',
    reported: '발표된 시험', fly: '미사일 비행',
    unit: '단위', language: '언어', light: '밝게', dark: '어둡게', theme: '색',
    apogee: '정점 고도', range: '사거리', time: '비행 시간', from: '발사 장소', azimuth: '방향(방위각)',
    impact: '또는 낙하 지점', claim: '도달할 수 있는가: …', vehicle: '비행체',
    unknownVehicle: '알 수 없음: 이 수치만', example: '예',
    apogeeHint: '6,648.4 km', rangeHint: '998 km', timeHint: '74 min, 1:07:24', fromHint: 'Pyongyang 또는 39.2,125.7',
    azimuthHint: '북쪽에서 시계 방향, 도', impactHint: '41.0,139.5', claimHint: 'United States, Guam, 10,000 km',
    estimate: '추정', working: '계산 중 …', refining: '첫 답입니다. 열 배의 표본으로 계산 중 …',
    standardRange: '표준 사거리', interval: '90 % 구간', greatestRange: '최대 사거리',
    quantity: '양', median: '중앙값', low: '5 %', high: '95 %', burnoutSpeed: '연소 종료 속도',
    burnoutHeight: '연소 종료 고도', burnoutTime: '연소 시간', sampleTime: '비행 시간',
    impossible: '그렇게 나는 미사일은 없습니다', fullReport: '보고서 전체', assumptions: '답의 전제',
    explained: '표준 사거리는 이 비행을 한 미사일이 자전하지 않는 지구에서 최소 에너지 탄도로 가는 거리이며, 공표되는 사거리와 같은 뜻입니다.',
    scenario: '비행', add: '비행 추가', remove: '제거', change: '수치 바꾸기',
    reset: '파일대로', edit: '시나리오 파일', editHint: '시나리오를 붙여 넣거나 쓰거나 끌어다 놓으십시오. 쓰는 대로 비행합니다.',
    open: '파일 열기', map: '지도', azimuthal: '방위 지도', globe: '지구본', profile: '단면', time_plots: '시간에 따라',
    picture: '그림', figures: '수치', events: '사건', event: '사건', height: '고도', distance: '거리',
    speed: '속도', clock: '시각', computed: '계산', difference: '차이', outcome: '결과',
    take: '가져가기', copyLink: '링크 복사', copied: '복사됨', takePicture: '그림 저장:',
    sheet: '인쇄용 보고서 (HTML)', siteMap: '지도에서 발사 장소 고르기',
    siteMapHint: '발사한 곳을 누르십시오. 확대된 지도에서 다시 누르면 더 정확합니다. 위 칸에 글로 써도 같습니다.',
    scenarioFile: '시나리오 파일', debris: '분리된 단 포함',
    noMap: '지도에는 발사 장소와 방향이 필요합니다.',
    source: '출처', reportedValue: '발표', impactLatitude: '낙하 위도', impactLongitude: '낙하 경도',
};

const japanese: Words = {
    title: 'ミサイルの飛行：発表と計算',
    about: '発表された三つの数値を入れると答えが出ます。数値は互いに矛盾しないか、同じミサイルは標準軌道ではどこまで飛ぶか。計算はこのページの中で行い、何も送信しません。',
    reported: '発表された実験', fly: 'ミサイルを飛ばす',
    unit: '単位', language: '言語', light: '明', dark: '暗', theme: '配色',
    apogee: '最高高度', range: '飛距離', time: '飛行時間', from: '発射地点', azimuth: '方向（方位角）',
    impact: 'または落下地点', claim: '届くか：…', vehicle: '機体',
    unknownVehicle: '不明：これらの数値のみ', example: '例',
    apogeeHint: '6,648.4 km', rangeHint: '998 km', timeHint: '74 min, 1:07:24', fromHint: 'Pyongyang または 39.2,125.7',
    azimuthHint: '北から時計回り、度', impactHint: '41.0,139.5', claimHint: 'United States, Guam, 10,000 km',
    estimate: '推定', working: '計算中 …', refining: '最初の答えです。十倍の標本で計算中 …',
    standardRange: '標準射程', interval: '90 % 区間', greatestRange: '最大射程',
    quantity: '量', median: '中央値', low: '5 %', high: '95 %', burnoutSpeed: '燃焼終了時の速度',
    burnoutHeight: '燃焼終了高度', burnoutTime: '燃焼時間', sampleTime: '飛行時間',
    impossible: 'そのように飛ぶミサイルはありません', fullReport: '報告の全文', assumptions: '答えの前提',
    explained: '標準射程とは、この飛行をしたミサイルが、自転しない地球の上を最小エネルギー軌道で飛ぶ距離で、公表される射程と同じ意味です。',
    scenario: '飛行', add: '飛行を追加', remove: '取り除く', change: '数値を変える',
    reset: 'ファイルのとおり', edit: 'シナリオファイル', editHint: 'シナリオを貼り付けるか、書くか、ここに落としてください。書くとおりに飛びます。',
    open: 'ファイルを開く', map: '地図', azimuthal: '方位図', globe: '地球儀', profile: '断面', time_plots: '時間変化',
    picture: '図', figures: '数値', events: '出来事', event: '出来事', height: '高度', distance: '距離',
    speed: '速度', clock: '時刻', computed: '計算', difference: '差', outcome: '結果',
    take: '持ち帰る', copyLink: 'リンクをコピー', copied: 'コピーしました', takePicture: '図を保存：',
    sheet: '印刷用の報告 (HTML)', siteMap: '地図で発射地点を選ぶ',
    siteMapHint: '発射した所を押してください。拡大された地図でもう一度押すと、より正確です。上の欄に書いても同じです。',
    scenarioFile: 'シナリオファイル', debris: '切り離した段も',
    noMap: '地図には発射地点と方向が必要です。',
    source: '出典', reportedValue: '発表', impactLatitude: '落下地点の緯度', impactLongitude: '落下地点の経度',
};

const german: Words = {
    title: 'Raketenflüge, gemeldet und berechnet',
    about: 'Drei gemeldete Zahlen hinein, die Antwort heraus: Passen sie zusammen, und wie weit flöge dieselbe Rakete auf einer Standardbahn? Gerechnet wird in dieser Seite; nichts wird gesendet.',
    reported: 'Ein gemeldeter Test', fly: 'Eine Rakete fliegen',
    unit: 'Einheit', language: 'Sprache', light: 'Hell', dark: 'Dunkel', theme: 'Farben',
    apogee: 'Gipfelhöhe', range: 'Reichweite', time: 'Flugzeit', from: 'Startort', azimuth: 'Richtung (Azimut)',
    impact: 'oder Ort des Einschlags', claim: 'Erreicht sie … ?', vehicle: 'Rakete',
    unknownVehicle: 'unbekannt: nur diese Zahlen', example: 'Ein Beispiel',
    apogeeHint: '6.648,4 km', rangeHint: '998 km', timeHint: '74 min, 1:07:24', fromHint: 'Pyongyang oder 39.2,125.7',
    azimuthHint: 'Grad von Nord', impactHint: '41.0,139.5', claimHint: 'United States, Guam, 10,000 km',
    estimate: 'Schätzen', working: 'Rechnet …', refining: 'Erste Antwort; rechnet mit zehnmal so vielen Stichproben …',
    standardRange: 'Standardreichweite', interval: '90-%-Intervall', greatestRange: 'Größte Reichweite',
    quantity: 'Größe', median: 'Median', low: '5 %', high: '95 %', burnoutSpeed: 'Geschwindigkeit bei Brennschluss',
    burnoutHeight: 'Höhe bei Brennschluss', burnoutTime: 'Brenndauer', sampleTime: 'Flugzeit',
    impossible: 'Das fliegt keine Rakete', fullReport: 'Der ganze Bericht', assumptions: 'Worauf die Antwort beruht',
    explained: 'Die Standardreichweite ist, wie weit die Rakete dieses Fluges auf der Bahn geringster Energie käme, über einer Erde, die sich nicht dreht: so sind auch veröffentlichte Reichweiten gemeint.',
    scenario: 'Flug', add: 'Noch ein Flug', remove: 'Entfernen', change: 'Zahlen ändern',
    reset: 'Wie in der Datei', edit: 'Die Szenariodatei', editHint: 'Ein Szenario einfügen, schreiben oder hierher ziehen; es fliegt beim Schreiben.',
    open: 'Datei öffnen', map: 'Karte', azimuthal: 'Azimutale Karte', globe: 'Globus', profile: 'Profil', time_plots: 'Über der Zeit',
    picture: 'Bild', figures: 'Zahlen', events: 'Ereignisse', event: 'Ereignis', height: 'Höhe', distance: 'Entfernung',
    speed: 'Geschwindigkeit', clock: 'Zeit', computed: 'Berechnet', difference: 'Unterschied', outcome: 'Ausgang',
    take: 'Mitnehmen', copyLink: 'Link kopieren', copied: 'Kopiert', takePicture: 'Dieses Bild als',
    sheet: 'Blatt zum Drucken (HTML)', siteMap: 'Startort auf einer Karte wählen',
    siteMapHint: 'Dorthin klicken, wo sie stand; ein zweiter Klick auf die nähere Karte ist genauer. Das Feld darüber nimmt dasselbe als Text.',
    scenarioFile: 'Szenariodatei', debris: 'Mit ausgebrannten Stufen',
    noMap: 'Eine Karte braucht Startort und Richtung.',
    source: 'Quelle', reportedValue: 'Gemeldet', impactLatitude: 'Breite des Einschlags', impactLongitude: 'Länge des Einschlags',
};

const french: Words = {
    title: 'Vols de missiles, annoncés et calculés',
    about: 'Trois chiffres annoncés, et la réponse : sont-ils cohérents, et jusqu’où irait le même missile sur une trajectoire standard ? Le calcul se fait dans cette page ; rien n’est envoyé.',
    reported: 'Un essai annoncé', fly: 'Faire voler un missile',
    unit: 'Unité', language: 'Langue', light: 'Clair', dark: 'Sombre', theme: 'Couleurs',
    apogee: 'Apogée', range: 'Portée', time: 'Durée du vol', from: 'Site de lancement', azimuth: 'Direction (azimut)',
    impact: 'ou lieu de l’impact', claim: 'Peut-il atteindre … ?', vehicle: 'Missile',
    unknownVehicle: 'inconnu : ces chiffres seuls', example: 'Un exemple',
    apogeeHint: '6 648,4 km', rangeHint: '998 km', timeHint: '74 min, 1:07:24', fromHint: 'Pyongyang ou 39.2,125.7',
    azimuthHint: 'degrés depuis le nord', impactHint: '41.0,139.5', claimHint: 'United States, Guam, 10,000 km',
    estimate: 'Estimer', working: 'Calcul …', refining: 'Première réponse ; calcul avec dix fois plus d’échantillons …',
    standardRange: 'Portée standard', interval: 'Intervalle à 90 %', greatestRange: 'Portée maximale',
    quantity: 'Grandeur', median: 'Médiane', low: '5 %', high: '95 %', burnoutSpeed: 'Vitesse en fin de combustion',
    burnoutHeight: 'Altitude en fin de combustion', burnoutTime: 'Durée de combustion', sampleTime: 'Durée du vol',
    impossible: 'Aucun missile ne fait cela', fullReport: 'Le rapport entier', assumptions: 'Sur quoi repose la réponse',
    explained: 'La portée standard est la distance que le missile de ce vol parcourrait sur la trajectoire d’énergie minimale, au-dessus d’une Terre immobile, comme les portées publiées.',
    scenario: 'Vol', add: 'Ajouter un vol', remove: 'Retirer', change: 'Changer ses nombres',
    reset: 'Comme dans le fichier', edit: 'Le fichier du scénario', editHint: 'Collez, écrivez ou déposez un scénario ; il vole à mesure.',
    open: 'Ouvrir un fichier', map: 'Carte', azimuthal: 'Carte azimutale', globe: 'Globe', profile: 'Profil', time_plots: 'Au cours du temps',
    picture: 'Image', figures: 'Chiffres', events: 'Événements', event: 'Événement', height: 'Altitude', distance: 'Distance',
    speed: 'Vitesse', clock: 'Temps', computed: 'Calculé', difference: 'Écart', outcome: 'Issue',
    take: 'Emporter', copyLink: 'Copier le lien', copied: 'Copié', takePicture: 'Prendre cette image en',
    sheet: 'Fiche à imprimer (HTML)', siteMap: 'Choisir le site sur une carte',
    siteMapHint: 'Cliquez où il se trouvait ; un second clic sur la carte rapprochée est plus fin. Le champ ci-dessus prend la même chose en texte.',
    scenarioFile: 'Fichier du scénario', debris: 'Avec les étages largués',
    noMap: 'Une carte demande un site de lancement et une direction.',
    source: 'Source', reportedValue: 'Annoncé', impactLatitude: 'Latitude de l’impact', impactLongitude: 'Longitude de l’impact',
};

const all: Record<Language, Words> = { en: english, ko: korean, ja: japanese, de: german, fr: french };
export const languageNames: [Language, string][] = [
    ['en', 'English'], ['ko', '한국어'], ['ja', '日本語'], ['de', 'Deutsch'], ['fr', 'Français']];

export function wordsOf(language: Language): Words {
    return all[language];
}

/** A typed figure as the core reads it, digits with a point. "6,648.4", "6.648,4" and "6 648,4" say themselves what
 *  their marks mean; one mark before three digits does not: a comma there parts thousands to readers of English, Korean
 *  and Japanese, and is left to the core, which refuses it, to others. */
export function plainFigure(text: string, language: Language): string {
    const plain = text.replace(/(\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '$1');
    const comma = plain.lastIndexOf(','), point = plain.lastIndexOf('.');
    if (comma >= 0 && point >= 0)
        return comma < point ? plain.replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
                             : plain.replace(/(\d)\.(?=\d{3}(?!\d))/g, '$1').replace(/(\d),(?=\d)/, '$1.');
    const commaIsPoint = language === 'de' || language === 'fr';
    if (!commaIsPoint) return plain.replace(/(\d),(?=\d{3}(?!\d))/g, '$1');
    return /\d,\d{3}(?!\d)/.test(plain) ? plain : plain.replace(/(\d),(?=\d)/, '$1.');
}

/** To make one takes as long as to write some hundred numbers. */
const formats = new Map<string, Intl.NumberFormat>();

/** A number as the language writes it. */
export function number(value: number, language: Language, decimals = 0): string {
    const key = `${language} ${decimals}`;
    let format = formats.get(key);
    if (!format) formats.set(key, format = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
    return format.format(Number(value.toFixed(decimals)) + 0);  // no "-0.0"
}
