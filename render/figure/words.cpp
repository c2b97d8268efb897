#include "figure/words.h"

#include <cstddef>

namespace apogee {
namespace {

using Row = std::array<const char*, language_codes.size()>;  // as in language_codes

/// In the order of `Word`.
constexpr std::array<Row, static_cast<std::size_t>(Word::count)> table{{
    {"Apogee", "정점 고도", "最高高度", "Gipfelhöhe", "Apogée"},
    {"Range", "비행거리", "飛翔距離", "Reichweite", "Portée"},
    {"Flight time", "비행시간", "飛翔時間", "Flugzeit", "Durée de vol"},
    {"Height", "고도", "高度", "Höhe", "Altitude"},
    {"Distance over the ground", "지표 거리", "地表距離", "Entfernung über Grund", "Distance au sol"},
    {"Time after ignition", "점화 후 시간", "点火後の時間", "Zeit nach der Zündung",
     "Temps après l’allumage"},
    {"Time after release", "방출 후 시간", "放出後の時間", "Zeit nach der Freigabe",
     "Temps après le largage"},
    {"Lift-off", "발사", "発射", "Start", "Décollage"},
    {"Release", "방출", "放出", "Freigabe", "Largage"},
    {"Impact", "낙하", "落下", "Einschlag", "Impact"},
    {"Stage {} burnout", "{}단 연소 종료", "第{}段燃焼終了", "Brennschluss {}. Stufe",
     "Fin de combustion (étage {})"},
    {"Stage {}", "{}단", "第{}段", "{}. Stufe", "Étage {}"},
    {"Booster {}", "부스터 {}", "ブースター{}", "Booster {}", "Propulseur d’appoint {}"},
    {"Shroud", "페어링", "フェアリング", "Nutzlastverkleidung", "Coiffe"},
    {"reported", "발표", "発表", "gemeldet", "annoncé"},
    {"reported: {}", "발표: {}", "発表：{}", "gemeldet: {}", "annoncé : {}"},
    {"Duration reached", "계산 시간 종료", "計算時間終了", "Rechendauer erreicht",
     "Durée de calcul atteinte"},
    {"Escapes the Earth", "지구 탈출", "地球を脱出", "Verlässt die Erde", "Échappe à la Terre"},
    {"In orbit", "궤도 진입", "軌道に投入", "In der Umlaufbahn", "En orbite"},
    {"{} above the equator’s radius", "적도 반지름 위 {}", "赤道半径から{}", "{} über dem Äquatorradius",
     "{} au-dessus du rayon équatorial"},
    {"Calculation given up", "계산 중단", "計算中止", "Rechnung abgebrochen", "Calcul abandonné"},
    {"Lift-off failed", "발사 실패", "発射失敗", "Nicht abgehoben", "Échec du décollage"},
    {"Still aloft at the end", "계산 끝에서 비행 중", "計算終了時に飛行中", "Am Ende noch im Flug",
     "Encore en vol à la fin"},
    {"Source: {}", "출처: {}", "出典：{}", "Quelle: {}", "Source : {}"},
    {"Computed with Apogee {}", "계산: Apogee {}", "計算:Apogee {}", "Berechnet mit Apogee {}",
     "Calculé avec Apogee {}"},
    {"Map: Natural Earth, de facto borders · Places: GeoNames, CC BY 4.0",
     "지도: Natural Earth, 실효 지배 경계 · 지명: GeoNames, CC BY 4.0",
     "地図:Natural Earth、実効支配の境界 · 地名:GeoNames, CC BY 4.0",
     "Karte: Natural Earth, tatsächliche Grenzen · Orte: GeoNames, CC BY 4.0",
     "Carte : Natural Earth, frontières de fait · Lieux : GeoNames, CC BY 4.0"},
    {"Equirectangular projection, true to scale at {}", "등장방형도법, 표준위선 {}",
     "正距円筒図法、標準緯線{}", "Rechteckige Plattkarte, längentreu bei {}",
     "Projection cylindrique équidistante, échelle exacte à {}"},
    {"Azimuthal equidistant projection: distances from the launch site are true",
     "정거방위도법: 발사 지점에서의 거리가 정확함", "正距方位図法:発射地点からの距離が正しい",
     "Mittabstandstreue Azimutalprojektion: Entfernungen vom Startort sind richtig",
     "Projection azimutale équidistante : distances exactes depuis le site de lancement"},
    {"Perspective view from a height of {}", "높이 {}에서 본 투시도", "高度{}からの透視図",
     "Perspektivische Ansicht aus {} Höhe", "Vue en perspective depuis {} d’altitude"},
    {"Height and distance to the same scale, Earth curved", "높이와 거리 같은 축척, 지구 곡률 반영",
     "高さと距離は同じ縮尺、地球の曲率を反映", "Höhe und Entfernung im selben Maßstab, Erde gekrümmt",
     "Hauteur et distance à la même échelle, Terre courbe"},
    {"{} at {}", "{} (위도 {})", "{}(緯度{})", "{} bei {}", "{} à {}"},
    {"Height of the arc, at right angles to the track", "궤적에 수직으로 표시한 높이",
     "航跡に垂直に示した高さ", "Höhe der Bahn, rechtwinklig zur Spur",
     "Hauteur de l’arc, perpendiculaire à la trace"},
    {"International Space Station", "국제우주정거장", "国際宇宙ステーション", "Internationale Raumstation",
     "Station spatiale internationale"},
    {"Navigation satellites (GPS)", "항법위성(GPS)", "測位衛星(GPS)", "Navigationssatelliten (GPS)",
     "Satellites de navigation (GPS)"},
    {"Geostationary orbit", "정지궤도", "静止軌道", "Geostationäre Bahn", "Orbite géostationnaire"},
    {"Edge of space", "우주 경계", "宇宙の境界", "Grenze zum Weltraum", "Limite de l’espace"},
    {"Standard trajectory", "정상 각도 궤적", "通常軌道", "Standardflugbahn", "Trajectoire standard"},
    {"Greatest range", "최대 사거리", "最大射程", "Größte Reichweite", "Portée maximale"},
    {"Payload", "탑재 중량", "ペイロード", "Nutzlast", "Charge utile"},
    {"How far the same missile goes, all round", "같은 미사일의 방향별 사거리", "同じミサイルの方位別射程",
     "Wie weit dieselbe Rakete in jede Richtung kommt",
     "Jusqu’où va le même missile, dans toutes les directions"},
    {"Range over payload", "탑재 중량별 사거리", "ペイロード別の射程", "Reichweite über der Nutzlast",
     "Portée selon la charge utile"},
    {"from {}", "{}에서", "{}から", "ab {}", "depuis {}"},
    {"the Earth turns", "지구 자전 반영", "地球の自転を考慮", "mit Erddrehung", "la Terre tourne"},
    {"Earth not turning", "지구 자전 제외", "地球の自転なし", "ohne Erddrehung", "Terre immobile"},
    {"Median", "중앙값", "中央値", "Median", "Médiane"},
    {"90 % interval", "90 % 구간", "90 %区間", "90-%-Intervall", "Intervalle à 90 %"},
    {"Without the flight time", "비행시간 제외", "飛翔時間を除外", "Ohne die Flugzeit",
     "Sans la durée de vol"},
    {"published", "공표", "公表", "veröffentlicht", "publié"},
    {"Share of the samples", "표본 비율", "標本の割合", "Anteil der Stichprobe", "Part de l’échantillon"},
    {"Range of the same missile on a standard trajectory", "같은 미사일의 정상 각도 사거리",
     "同じミサイルの通常軌道での射程", "Reichweite derselben Rakete auf einer Standardflugbahn",
     "Portée du même missile sur une trajectoire standard"},
    {"Cases", "사례 수", "ケース数", "Fälle", "Cas"},
    {"{} cases", "사례 {}건", "{}ケース", "{} Fälle", "{} cas"},
    {"1 case", "사례 1건", "1ケース", "1 Fall", "1 cas"},
    {"{} of them with this figure", "이 값이 있는 사례 {}건", "この値があるもの：{}",
     "davon {} mit dieser Größe", "dont {} avec cette grandeur"},
    {"Share of the cases", "사례 비율", "ケースの割合", "Anteil der Fälle", "Part des cas"},
    {"What moves the result", "결과를 좌우하는 값", "結果を左右する値", "Was das Ergebnis bewegt",
     "Ce qui déplace le résultat"},
    {"{} of the variance", "분산의 {}", "分散の{}", "{} der Varianz", "{} de la variance"},
    {"{} flights", "비행 {}회", "{}回の飛行", "{} Flüge", "{} vols"},
    {"{} of the samples go beyond half the Earth", "표본의 {}는 지구 반 바퀴를 넘음",
     "標本の{}は地球半周を超える", "{} der Stichprobe reichen über die halbe Erde hinaus",
     "{} de l’échantillon dépassent la moitié de la Terre"},
    {"beyond half the Earth", "지구 반 바퀴 초과", "地球半周超", "über die halbe Erde hinaus",
     "au-delà de la moitié de la Terre"},
    {"Payload of the test: {}", "시험의 탑재 중량: {}", "試験のペイロード：{}", "Nutzlast des Tests: {}",
     "Charge utile de l’essai : {}"},
    {"Greatest range: at some azimuths beyond half the Earth",
     "최대 사거리: 일부 방위에서 지구 반 바퀴를 넘음", "最大射程:一部の方位で地球半周を超える",
     "Größte Reichweite: in einigen Richtungen über die halbe Erde hinaus",
     "Portée maximale : au-delà de la moitié de la Terre dans certaines directions"},
    {"Where a curve begins, the missile goes beyond half the Earth with less payload",
     "곡선이 시작되는 값보다 가벼우면 지구 반 바퀴를 넘음", "曲線の始点より軽いと地球半周を超える",
     "Wo eine Kurve beginnt, kommt die Rakete mit weniger Nutzlast über die halbe Erde hinaus",
     "Là où une courbe commence, une charge plus légère dépasse la moitié de la Terre"},
    {"number at its low end", "값이 작을 때", "値が小さい場合", "Wert am unteren Ende", "valeur basse"},
    {"number at its high end", "값이 클 때", "値が大きい場合", "Wert am oberen Ende", "valeur haute"},
    {"Median and 90 %; ring: beyond half the Earth; grey: reported figures that contradict each other",
     "중앙값과 90 % 구간. 고리: 지구 반 바퀴 초과. 회색: 발표 수치가 서로 모순됨",
     "中央値と90 %区間。輪:地球半周超。灰色:公表値が互いに矛盾",
     "Median und 90 %; Ring: über die halbe Erde hinaus; grau: gemeldete Werte, die sich widersprechen",
     "Médiane et 90 % ; cercle : plus de la moitié de la Terre ; gris : valeurs annoncées contradictoires"},
    {"{}: what lies within the missile's range on a standard trajectory",
     "{}: 정상 각도로 쏠 경우 사거리 안에 드는 곳", "{}:通常軌道で射程に入る場所",
     "{}: was auf einer Standardflugbahn in Reichweite liegt",
     "{} : ce qui est à portée sur une trajectoire standard"},
    {"Filled: within range in 95 % of the samples or more; ring: in some; cross: in less than 5 %",
     "채움: 표본의 95 % 이상에서 사거리 안, 고리: 일부, 가위표: 5 % 미만",
     "塗り:標本の95 %以上で射程内、輪:一部、×:5 %未満",
     "Gefüllt: in mindestens 95 % der Stichprobe in Reichweite; Ring: in einem Teil; Kreuz: in weniger als 5 "
     "%",
     "Plein : à portée dans 95 % de l’échantillon ou plus ; cercle : en partie ; croix : moins de 5 %"},
    {"Filled: within range; cross: not; the vehicle's numbers are taken as exact",
     "채움: 사거리 안, 가위표: 사거리 밖. 미사일 제원은 정확한 것으로 봄",
     "塗り:射程内、×:射程外。ミサイルの諸元は正確とみなす",
     "Gefüllt: in Reichweite; Kreuz: nicht; die Werte der Rakete gelten als genau",
     "Plein : à portée ; croix : non ; les valeurs du missile sont tenues pour exactes"},
    {"by direction", "(방향에 따라)", "(方向による)", "je nach Richtung", "selon la direction"},
    {"Nearest point", "가장 가까운 점", "最も近い点", "Nächster Punkt", "Point le plus proche"},
    {"Farthest point", "가장 먼 점", "最も遠い点", "Fernster Punkt", "Point le plus éloigné"},
    {"Measured less computed", "측정값 - 계산값", "測定値 - 計算値", "Gemessen minus berechnet",
     "Mesuré moins calculé"},
    {"Time of the data", "데이터의 시각", "データの時刻", "Zeit der Messung", "Temps des mesures"},
    {"waters of {}", "{} 영해", "{}の領海", "Küstenmeer: {}", "eaux de {}"},
    {"Below the track, distance over the ground", "궤적 아래, 지표 거리", "航跡の下、地表距離",
     "Unter der Spur, Entfernung über Grund", "Sous la trace, distance au sol"},
    {"Standard ranges that reported flights imply", "보고된 비행에서 추정한 정상 각도 사거리",
     "報告された飛行から推定した通常軌道の射程", "Standardreichweiten nach gemeldeten Flügen",
     "Portées standard déduites des vols signalés"},
    {"The reported flight time {} contradicts apogee and range and is left out",
     "발표된 비행시간({})은 정점 고도 및 비행거리와 모순되어 제외함",
     "発表された飛翔時間({})は最高高度・飛翔距離と矛盾するため除外",
     "Die gemeldete Flugzeit {} widerspricht Gipfelhöhe und Reichweite und bleibt außer Betracht",
     "La durée de vol annoncée, {}, contredit l’apogée et la portée et n’est pas retenue"},
    {"The reported flight time {} does not go with this vehicle and is left out",
     "발표된 비행시간({})은 이 미사일의 비행과 맞지 않아 제외함",
     "発表された飛翔時間({})はこのミサイルの飛翔に合わないため除外",
     "Die gemeldete Flugzeit {} passt nicht zu dieser Rakete und bleibt außer Betracht",
     "La durée de vol annoncée, {}, ne correspond pas à ce missile et n’est pas retenue"},
}};

}  // namespace

const char* word(Word word, Language language) {
    return table[static_cast<std::size_t>(word)][static_cast<std::size_t>(language)];
}

std::string phrase(Word which, Language language, std::string_view inserted) {
    std::string text = word(which, language);
    if (const std::size_t at = text.find("{}"); at != std::string::npos) text.replace(at, 2, inserted);
    return text;
}

std::string localised(std::string text, Language language) {
    if (language != Language::german && language != Language::french) return text;
    std::string result;
    for (const char c : text) {
        if (c == ',')
            result += language == Language::german ? "." : "\u202f";  // a narrow space that breaks no line
        else
            result += c == '.' ? ',' : c;
    }
    return result;
}

std::string length_words(double metres, LengthUnit unit, Language language) {
    std::string text = length_text(metres, unit);
    const std::size_t space = text.rfind(' ');
    return localised(text.substr(0, space), language) + text.substr(space);
}

}  // namespace apogee
