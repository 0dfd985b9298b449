// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/userstore/people.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "core/Random.h"
#include "core/text.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {

namespace {

constexpr std::array<std::string_view, 48> givenNames{
    "Adele",  "Amir",  "Aroha", "Bela",   "Bruno", "Carla",   "Chidi", "Cora",  "Dario", "Dilan",
    "Edda",   "Elias", "Enzo",  "Freya",  "Gael",  "Gloria",  "Hanne", "Hugo",  "Ilse",  "Imran",
    "Jiro",   "Jonas", "Kaya",  "Keanu",  "Lale",  "Leander", "Lin",   "Livia", "Malik", "Mara",
    "Milan",  "Noor",  "Noemi", "Oskar",  "Paula", "Quentin", "Rhea",  "Rohan", "Salma", "Silas",
    "Tamara", "Tariq", "Ulla",  "Viktor", "Wanda", "Xenia",   "Yusuf", "Zita"};

constexpr std::array<std::string_view, 48> familyNames{
    "Abbott",    "Albers",  "Amado",     "Balogun", "Barta",  "Bellini", "Brandt",   "Castell",
    "Cheng",     "Dalton",  "Demir",     "Dufour",  "Eklund", "Farouk",  "Ferrer",   "Gallo",
    "Gruner",    "Haas",    "Hagen",     "Iversen", "Jaffe",  "Jung",    "Kamau",    "Kessler",
    "Kobayashi", "Laine",   "Lindqvist", "Marek",   "Mendes", "Molnar",  "Navarro",  "Nolan",
    "Osei",      "Paulsen", "Petit",     "Quist",   "Rao",    "Reuter",  "Sandoval", "Sethi",
    "Stern",     "Tanaka",  "Thorne",    "Ueda",    "Valdez", "Winter",  "Yildiz",   "Zeman"};

constexpr std::array<std::string_view, 8> departments{
    "Sales", "Support", "Engineering", "Finance", "Legal", "Marketing", "Operations", "Research"};
constexpr std::array<std::string_view, 8> cities{"Oslo",  "Berlin", "Paris",   "Madrid",
                                                 "Kyoto", "Austin", "Nairobi", "Lima"};
constexpr std::array<std::string_view, 6> titles{"Engineer", "Manager",    "Director",
                                                 "Analyst",  "Consultant", "Assistant"};

constexpr std::size_t firstNumber = 100000;
/// Of their seven digits after the country and the area: none begins with a zero.
constexpr std::size_t firstOutside = 2'100'000;

template <std::size_t Count>
std::string pick(core::Random& random, const std::array<std::string_view, Count>& list) {
    return std::string(list[random.below(Count)]);
}

std::string capitalised(std::string text) {
    if (!text.empty()) {
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    }
    return text;
}

/// The same key for the same id and domain, in the form of a UUID.
std::string uuidFor(const std::string& text) {
    std::string hex = hexadecimal(md5("sidetone-office:" + text));
    hex[12] = '3';
    hex[16] = '8';
    return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
           hex.substr(16, 4) + "-" + hex.substr(20);
}

void setIfEmpty(std::string& field, const std::string& value) {
    if (field.empty()) field = value;
}

std::string paddedNumber(const std::string& number) {
    return number.size() >= 7 ? number : std::string(7 - number.size(), '0') + number;
}

}  // namespace

std::size_t nextGenerated(const std::vector<User>& users) {
    std::size_t next = 0;
    for (const User& user : users) {
        const auto number = core::parseNumber(user.number);
        if (number && *number >= firstNumber) next = std::max(next, *number - firstNumber + 1);
    }
    return next;
}

User completed(User user, const std::string& domain) {
    user.id = core::lowerAscii(user.id);
    if (!user.displayName.empty() && user.givenName.empty() && user.familyName.empty()) {
        const std::size_t gap = user.displayName.rfind(' ');
        user.givenName = user.displayName.substr(0, gap);
        if (gap != std::string::npos) user.familyName = user.displayName.substr(gap + 1);
    }
    setIfEmpty(user.givenName, capitalised(user.id));
    const std::string space = user.familyName.empty() ? "" : " ";
    setIfEmpty(user.displayName, user.givenName + space + user.familyName);
    // A directory entry must have one.
    setIfEmpty(user.familyName, user.givenName);
    setIfEmpty(user.mail, user.id + "@" + domain);
    setIfEmpty(user.deviceName, deviceNameFor(user.id));
    setIfEmpty(user.uuid, uuidFor(user.id + "@" + domain));
    if (!user.number.empty()) {
        setIfEmpty(user.externalNumber, "+1555" + paddedNumber(user.number));
        setIfEmpty(user.mobileNumber, "+1556" + paddedNumber(user.number));
    }
    setIfEmpty(user.title, "Colleague");
    setIfEmpty(user.department, "Office");
    setIfEmpty(user.city, "Oslo");
    return user;
}

std::vector<User> generatePeople(std::size_t first, std::size_t count, const std::string& domain) {
    std::vector<User> people;
    people.reserve(count);
    for (std::size_t index = first; index < first + count; ++index) {
        core::SeededRandom random(1000003 * (index + 1));
        User user;
        user.givenName = pick(random, givenNames);
        user.familyName = pick(random, familyNames);
        user.displayName = user.givenName + " " + user.familyName;
        user.id =
            core::lowerAscii(user.givenName.substr(0, 1) + user.familyName) + std::to_string(index);
        user.number = std::to_string(firstNumber + index);
        user.externalNumber = "+1555" + std::to_string(firstOutside + index);
        user.mobileNumber = "+1556" + std::to_string(firstOutside + index);
        user.department = pick(random, departments);
        user.city = pick(random, cities);
        user.title = pick(random, titles);
        people.push_back(completed(std::move(user), domain));
    }
    return people;
}

void shareBetweenClusters(std::vector<User>& people) {
    for (std::size_t at = 1; at < people.size(); at += 2) people[at].cluster = "b";
}

}  // namespace sidetone::office
