"""Cities that exist, with post codes of their form and phones that belong to nobody.

Phones lie in ranges that are kept for fiction where a country has such (United Kingdom, Germany,
France), else behind the exchange 555.
"""

from dataclasses import dataclass

from clientapp.demo.drawing import Skewed


@dataclass(frozen=True)
class City:
    """A city, with the patterns of its post codes and phones: # is a digit, @ a letter.

    `zone` is the service zone that it belongs to.
    """

    name: str
    state: str | None
    country: str
    post_code: str
    phone: str
    zone: str = "Elsewhere"


def _american(name: str, state: str, post_code: str, area: str, zone: str = "Elsewhere") -> City:
    return City(name, state, "United States", post_code, f"({area}) 555-####", zone)


def _british(name: str, post_code: str, phone: str) -> City:
    return City(name, None, "United Kingdom", f"{post_code} #@@", phone)


CITIES: Skewed[City] = Skewed(
    {
        _american("Little Rock", "AR", "722##", "501", "Central"): 30,
        _american("North Little Rock", "AR", "7211#", "501", "Central"): 9,
        _american("Memphis", "TN", "381##", "901", "Memphis"): 16,
        _american("Conway", "AR", "7203#", "501", "Central"): 5,
        _american("Fayetteville", "AR", "7270#", "479", "Northwest"): 5,
        _american("Fort Smith", "AR", "7290#", "479", "River Valley"): 4,
        _american("Nashville", "TN", "372##", "615", "Nashville"): 7,
        _american("Jonesboro", "AR", "7240#", "870", "Delta"): 3,
        _american("Hot Springs", "AR", "7190#", "501", "Central"): 3,
        _american("Bentonville", "AR", "7271#", "479", "Northwest"): 3,
        _american("Pine Bluff", "AR", "7160#", "870", "Delta"): 1.5,
        _american("Germantown", "TN", "3813#", "901", "Memphis"): 1.5,
        _american("Jackson", "TN", "3830#", "731"): 1,
        _american("Dallas", "TX", "752##", "214"): 1.5,
        _american("Tulsa", "OK", "741##", "918"): 1,
        _american("St. Louis", "MO", "631##", "314"): 1,
        _american("New Orleans", "LA", "701##", "504"): 0.7,
        _american("Chicago", "IL", "606##", "312"): 0.6,
        _american("Boston", "MA", "021##", "617"): 0.3,
        City("Toronto", "ON", "Canada", "M#@ #@#", "(416) 555-####"): 0.7,
        City("Montréal", "QC", "Canada", "H#@ #@#", "514-555-####"): 0.4,
        City("Vancouver", "BC", "Canada", "V#@ #@#", "604-555-####"): 0.3,
        City("Ciudad de México", "CDMX", "Mexico", "06###", "55 5555 ####"): 0.5,
        City("Monterrey", "Nuevo León", "Mexico", "64###", "81 5555 ####"): 0.4,
        City("Guadalajara", "Jalisco", "Mexico", "44###", "+52 33 5555 ####"): 0.3,
        _british("London", "SE#", "020 7946 0###"): 0.5,
        _british("Manchester", "M##", "0161 496 0###"): 0.3,
        _british("Edinburgh", "EH#", "+44 131 496 0###"): 0.2,
        City("Berlin", None, "Germany", "10###", "030 23125 ###"): 0.3,
        City("München", None, "Germany", "80###", "+49 89 99998 ###"): 0.2,
        City("Köln", None, "Germany", "50###", "0221 4710 ###"): 0.2,
        City("Lyon", None, "France", "6900#", "04 65 71 ## ##"): 0.2,
        City("Orléans", None, "France", "450##", "+33 2 61 91 ## ##"): 0.1,
    }
)
"""Cities by weight: two states hold most customers, a few are abroad."""
