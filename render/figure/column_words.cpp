#include "figure/words.h"

namespace apogee {
namespace {

struct ColumnWords {
    std::string_view column;
    std::array<const char*, language_codes.size()> words;
};
constexpr std::array<ColumnWords, 31> column_table{{
    {"height_km", {"Height", "고도", "高度", "Höhe", "Altitude"}},
    {"downrange_km",
     {"Distance over the ground", "지표 거리", "地表距離", "Entfernung über Grund", "Distance au sol"}},
    {"speed_air_m_s",
     {"Speed in the air", "대기속도", "対気速度", "Geschwindigkeit in der Luft", "Vitesse dans l’air"}},
    {"speed_inertial_m_s",
     {"Inertial speed", "관성 속도", "慣性速度", "Inertialgeschwindigkeit", "Vitesse inertielle"}},
    {"speed_earth_m_s",
     {"Speed relative to the Earth", "지구 기준 속도", "対地速度", "Geschwindigkeit gegen die Erde",
      "Vitesse par rapport à la Terre"}},
    {"ground_speed_m_s",
     {"Ground speed", "대지속도", "水平速度", "Geschwindigkeit über Grund", "Vitesse sol"}},
    {"climb_m_s", {"Rate of climb", "상승률", "上昇率", "Steiggeschwindigkeit", "Vitesse ascensionnelle"}},
    {"flight_path_angle_deg",
     {"Flight path angle", "비행경로각", "飛行経路角", "Bahnwinkel", "Pente de la trajectoire"}},
    {"mach", {"Mach number", "마하수", "マッハ数", "Machzahl", "Nombre de Mach"}},
    {"dynamic_pressure_kPa", {"Dynamic pressure", "동압", "動圧", "Staudruck", "Pression dynamique"}},
    {"mass_kg", {"Mass", "질량", "質量", "Masse", "Masse"}},
    {"thrust_N", {"Thrust", "추력", "推力", "Schub", "Poussée"}},
    {"drag_N", {"Drag", "항력", "抗力", "Luftwiderstand", "Traînée"}},
    {"felt_acceleration_g", {"Specific force", "비력", "比力", "Spezifische Kraft", "Force spécifique"}},
    {"latitude_deg", {"Latitude", "위도", "緯度", "Breite", "Latitude"}},
    {"longitude_deg", {"Longitude", "경도", "経度", "Länge", "Longitude"}},
    {"course_deg", {"Course over the ground", "진행 방위", "進行方位", "Kurs über Grund", "Route au sol"}},
    {"specific_force_m_s2", {"Specific force", "비력", "比力", "Spezifische Kraft", "Force spécifique"}},
    {"stage", {"Stage", "단", "段", "Stufe", "Étage"}},
    {"x_earth_m",
     {"Position x, Earth-fixed", "위치 x(지구 고정)", "位置x(地球固定)", "Ort x, erdfest",
      "Position x, terrestre"}},
    {"y_earth_m",
     {"Position y, Earth-fixed", "위치 y(지구 고정)", "位置y(地球固定)", "Ort y, erdfest",
      "Position y, terrestre"}},
    {"z_earth_m",
     {"Position z, Earth-fixed", "위치 z(지구 고정)", "位置z(地球固定)", "Ort z, erdfest",
      "Position z, terrestre"}},
    {"vx_earth_m_s",
     {"Velocity x, Earth-fixed", "속도 x(지구 고정)", "速度x(地球固定)", "Geschwindigkeit x, erdfest",
      "Vitesse x, terrestre"}},
    {"vy_earth_m_s",
     {"Velocity y, Earth-fixed", "속도 y(지구 고정)", "速度y(地球固定)", "Geschwindigkeit y, erdfest",
      "Vitesse y, terrestre"}},
    {"vz_earth_m_s",
     {"Velocity z, Earth-fixed", "속도 z(지구 고정)", "速度z(地球固定)", "Geschwindigkeit z, erdfest",
      "Vitesse z, terrestre"}},
    {"x_inertial_m",
     {"Position x, inertial", "위치 x(관성)", "位置x(慣性)", "Ort x, inertial", "Position x, inertielle"}},
    {"y_inertial_m",
     {"Position y, inertial", "위치 y(관성)", "位置y(慣性)", "Ort y, inertial", "Position y, inertielle"}},
    {"z_inertial_m",
     {"Position z, inertial", "위치 z(관성)", "位置z(慣性)", "Ort z, inertial", "Position z, inertielle"}},
    {"vx_inertial_m_s",
     {"Velocity x, inertial", "속도 x(관성)", "速度x(慣性)", "Geschwindigkeit x, inertial",
      "Vitesse x, inertielle"}},
    {"vy_inertial_m_s",
     {"Velocity y, inertial", "속도 y(관성)", "速度y(慣性)", "Geschwindigkeit y, inertial",
      "Vitesse y, inertielle"}},
    {"vz_inertial_m_s",
     {"Velocity z, inertial", "속도 z(관성)", "速度z(慣性)", "Geschwindigkeit z, inertial",
      "Vitesse z, inertielle"}},
}};

}  // namespace

const char* column_words(std::string_view column, Language language) {
    for (const ColumnWords& row : column_table)
        if (row.column == column) return row.words[static_cast<std::size_t>(language)];
    return nullptr;
}

}  // namespace apogee
