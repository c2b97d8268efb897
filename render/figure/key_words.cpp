#include "figure/key_words.h"

#include <algorithm>

#include "scenario/keys.h"
#include "scene/key_text.h"

namespace apogee {
namespace {

struct KeyWords {
    std::string_view key;                                      ///< without its unit
    std::array<const char*, language_codes.size() - 1> words;  ///< as in language_codes, without English
};
constexpr std::array<KeyWords, 45> key_table{{
    {"payload", {"탑재 중량", "ペイロード", "Nutzlast", "Charge utile"}},
    {"shroud", {"페어링 질량", "フェアリング質量", "Masse der Nutzlastverkleidung", "Masse de la coiffe"}},
    {"mass", {"질량", "質量", "Masse", "Masse"}},
    {"count", {"개수", "数", "Anzahl", "Nombre"}},
    {"dry_mass", {"건조 질량", "乾燥質量", "Leermasse", "Masse à vide"}},
    {"propellant_mass", {"추진제 질량", "推進薬質量", "Treibstoffmasse", "Masse d’ergols"}},
    {"thrust_vacuum", {"진공 추력", "真空推力", "Schub im Vakuum", "Poussée dans le vide"}},
    {"thrust_sea_level", {"해면 추력", "海面推力", "Schub auf Meereshöhe", "Poussée au niveau de la mer"}},
    {"isp_vacuum", {"진공 비추력", "真空比推力", "Isp im Vakuum", "Isp dans le vide"}},
    {"isp_sea_level", {"해면 비추력", "海面比推力", "Isp auf Meereshöhe", "Isp au niveau de la mer"}},
    {"burn_time", {"연소 시간", "燃焼時間", "Brenndauer", "Durée de combustion"}},
    {"diameter", {"지름", "直径", "Durchmesser", "Diamètre"}},
    {"nozzle_exit_area", {"노즐 출구 면적", "ノズル出口面積", "Düsenaustrittsfläche", "Section de sortie"}},
    {"reference_area", {"기준 면적", "基準面積", "Bezugsfläche", "Surface de référence"}},
    {"separation_delay", {"분리 지연", "分離遅れ", "Trennverzug", "Délai de séparation"}},
    {"coast_before",
     {"점화 전 관성비행", "点火前の慣性飛行", "Freiflug vor der Zündung", "Vol libre avant l’allumage"}},
    {"ballistic_coefficient",
     {"탄도계수", "弾道係数", "Ballistischer Koeffizient", "Coefficient balistique"}},
    {"density_scale",
     {"대기 밀도 배율", "大気密度の倍率", "Faktor der Luftdichte", "Facteur de densité de l’air"}},
    {"apogee", {"정점 고도", "最高高度", "Gipfelhöhe", "Apogée"}},
    {"range", {"비행거리", "飛翔距離", "Reichweite", "Portée"}},
    {"flight_time", {"비행시간", "飛翔時間", "Flugzeit", "Durée de vol"}},
    {"azimuth", {"방위각", "方位角", "Azimut", "Azimut"}},
    {"elevation", {"앙각", "仰角", "Höhenwinkel", "Élévation"}},
    {"latitude", {"위도", "緯度", "Breite", "Latitude"}},
    {"longitude", {"경도", "経度", "Länge", "Longitude"}},
    {"height", {"고도", "高度", "Höhe", "Altitude"}},
    {"kick_angle", {"킥 각", "キック角", "Neigungswinkel", "Angle de basculement"}},
    {"kick_time", {"킥 시각", "キック時刻", "Zeit der Neigung", "Instant du basculement"}},
    {"kick_height", {"킥 고도", "キック高度", "Höhe der Neigung", "Altitude du basculement"}},
    {"kick_duration", {"킥 지속 시간", "キック継続時間", "Dauer der Neigung", "Durée du basculement"}},
    {"loft_angle", {"로프트 각", "ロフト角", "Überhöhungswinkel", "Angle de surélévation"}},
    {"vertical",
     {"수직 상승 시간", "垂直上昇時間", "Dauer des senkrechten Stiegs", "Durée de montée verticale"}},
    {"burnout_elevation",
     {"연소 종료 앙각", "燃焼終了時の仰角", "Höhenwinkel bei Brennschluss",
      "Élévation en fin de combustion"}},
    {"kick_speed", {"킥 속도", "キック速度", "Geschwindigkeit bei der Neigung", "Vitesse au basculement"}},
    {"loft_rate", {"로프트 각속도", "ロフト角速度", "Drehrate der Neigung", "Vitesse angulaire"}},
    {"duration", {"계산 시간", "計算時間", "Rechendauer", "Durée de calcul"}},
    {"velocity_north",
     {"북쪽 방향 속도", "北向きの速度", "Geschwindigkeit nach Norden", "Vitesse vers le nord"}},
    {"velocity_east", {"동쪽 방향 속도", "東向きの速度", "Geschwindigkeit nach Osten", "Vitesse vers l’est"}},
    {"velocity_down",
     {"아래 방향 속도", "下向きの速度", "Geschwindigkeit nach unten", "Vitesse vers le bas"}},
    {"sphere_radius", {"지구 반지름", "地球半径", "Erdradius", "Rayon de la Terre"}},
    {"gm",
     {"지구 중력 상수 GM", "地心重力定数GM", "Gravitationsparameter GM", "Paramètre gravitationnel GM"}},
    {"j2", {"J2 계수", "J2項", "J2-Koeffizient", "Coefficient J2"}},
    {"rotation_rate",
     {"지구 자전 각속도", "地球の自転角速度", "Drehrate der Erde", "Vitesse de rotation de la Terre"}},
    {"jettison_height",
     {"페어링 분리 고도", "フェアリング分離高度", "Abwurfhöhe der Verkleidung",
      "Altitude de largage de la coiffe"}},
    {"jettison_time",
     {"페어링 분리 시각", "フェアリング分離時刻", "Abwurfzeit der Verkleidung",
      "Instant de largage de la coiffe"}},
}};

/// Of "stage[2]"; empty for tables of which there is but one.
std::string numbered(std::string_view table, Language language) {
    constexpr KeyWords stages{"stage", {"{}단 ", "第{}段 ", "Stufe {}, ", "Étage {} : "}},
        boosters{"booster", {"부스터 {} ", "ブースター{} ", "Booster {}, ", "Propulseur {} : "}};
    const std::size_t open = table.find('[');
    if (open == std::string_view::npos) return {};
    const KeyWords& kind = table.starts_with(boosters.key) ? boosters : stages;
    std::string text = kind.words[static_cast<std::size_t>(language) - 1];
    return text.replace(text.find("{}"), 2, table.substr(open + 1, table.find(']') - open - 1));
}

}  // namespace

std::string key_words(const std::string& path, Language language) {
    if (language == Language::english) return label_of(path);
    const std::size_t dot = path.rfind('.');
    const std::string_view table = dot == std::string::npos ? "" : std::string_view(path).substr(0, dot);
    std::string_view key = base_of(dot == std::string::npos ? path : std::string_view(path).substr(dot + 1));
    if (key == "mass" && (table == "payload" || table == "shroud")) key = table;
    const auto row = std::ranges::find(key_table, key, &KeyWords::key);
    if (row == key_table.end()) return label_of(path);
    return numbered(table, language) + row->words[static_cast<std::size_t>(language) - 1];
}

}  // namespace apogee
