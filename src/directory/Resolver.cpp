// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/Resolver.h"

#include <algorithm>

#include "core/text.h"
#include "directory/numberForms.h"
#include "directory/vcard/personOfCard.h"

namespace sidetone::directory {
namespace {

bool sharesNumber(const Person& a, const Person& b) {
    return std::any_of(a.numbers.begin(), a.numbers.end(), [&](const std::string& one) {
        return std::any_of(b.numbers.begin(), b.numbers.end(),
                           [&](const std::string& other) { return isSameNumber(one, other); });
    });
}

/// Whether the mail address of an own entry is the other one's address.
bool isMailOf(const Person& own, const Person& other) {
    return !own.mail.empty() && !other.address.isEmpty() && own.mail == other.address.text();
}

bool isSame(const Person& a, const Person& b) {
    if (!a.address.isEmpty() && !b.address.isEmpty()) return a.address == b.address;
    if (!a.key.empty() && a.key == b.key) return true;
    if (!a.mail.empty() && core::equalsIgnoringCase(a.mail, b.mail)) return true;
    // Somebody's own address book knows people by their mail, or by name and number; a directory's
    // entries differ where their keys do.
    const bool isOwnA = a.key.starts_with(cardKeyBeginning);
    const bool isOwnB = b.key.starts_with(cardKeyBeginning);
    if (!isOwnA && !isOwnB) return false;
    if ((isOwnA && isMailOf(a, b)) || (isOwnB && isMailOf(b, a))) return true;
    return core::foldCase(a.name) == core::foldCase(b.name) && sharesNumber(a, b);
}

void fill(std::string& own, const std::string& other) {
    if (own.empty()) own = other;
}

}  // namespace

bool merge(std::vector<Person>& people, const Person& person) {
    const auto known = std::find_if(people.begin(), people.end(),
                                    [&](const Person& one) { return isSame(one, person); });
    if (known == people.end()) {
        people.push_back(person);
        return true;
    }
    const auto before = *known;
    if (known->address.isEmpty()) known->address = person.address;
    // A name that is only the address is none.
    const bool isNamed = !known->name.empty() && known->name != known->address.text();
    if (!isNamed) known->name.clear();
    for (auto field :
         {&Person::name, &Person::title, &Person::department, &Person::userName,
          &Person::principalName, &Person::mail, &Person::sipAddress, &Person::employeeNumber,
          &Person::company, &Person::city, &Person::key, &Person::photoUrl}) {
        fill((*known).*field, person.*field);
    }
    fill(known->name, before.name);
    for (const auto& number : person.numbers) {
        const bool has =
            std::any_of(known->numbers.begin(), known->numbers.end(),
                        [&](const std::string& own) { return isSameNumber(own, number); });
        if (!has) known->numbers.push_back(number);
    }
    return !(*known == before);
}

core::Task<FoundPeople> Resolver::search(const std::string& text, int limit, SoFar soFar) {
    struct Run {
        FoundPeople found;
        std::size_t open = 0;
        SoFar soFar;
        core::Owner owner;
    };
    auto run = std::make_shared<Run>();
    run->soFar = std::move(soFar);
    run->open = sources_.size();
    core::Promise<FoundPeople> promise;
    auto task = promise.task();
    promise.onCancel([run] { run->owner.cancelAll(); });
    if (sources_.empty()) {
        run->found.isComplete = true;
        promise.settle(run->found);
        return task;
    }
    for (const auto& [name, source] : sources_) {
        source->search(text, limit)
            .then(run->owner, [run = std::weak_ptr(run), promise,
                               name = name](const core::Result<std::vector<Person>>& people) {
                const auto live = run.lock();
                if (!live || promise.isSettled()) return;
                if (!people) live->found.troubles.push_back({name, people.error()});
                if (people) {
                    for (const auto& person : *people) merge(live->found.people, person);
                }
                live->found.isComplete = --live->open == 0;
                if (live->soFar) live->soFar(live->found);
                if (live->found.isComplete) promise.settle(live->found);
            });
    }
    return task;
}

}  // namespace sidetone::directory
