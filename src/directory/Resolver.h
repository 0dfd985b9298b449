// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/Task.h"
#include "directory/ContactSource.h"

namespace sidetone::directory {

/// A source that a search has got no answer from.
struct SourceTrouble {
    std::string source;  ///< as it was named
    core::Error error;
};

/// What a search knows so far. People only ever come behind those who are there already, and who
/// is there only gets more facts: whoever points at somebody goes on pointing at them.
struct FoundPeople {
    std::vector<Person> people;
    std::vector<SourceTrouble> troubles;
    bool isComplete = false;  ///< all sources have answered, or failed
};

/// Adds somebody to the list, or what is new about them to the one who is there already: the same
/// address, key or mail; of somebody's own address book also a mail that is the other's address, or
/// the same name with the same number, where one of both has no address. True where the list
/// changed.
bool merge(std::vector<Person>& people, const Person& person);

/// Asks several sources at once and makes one list of their answers, as they come.
class Resolver {
public:
    struct Source {
        std::string name;  ///< for people: "contact list"
        ContactSource* source = nullptr;
    };
    using SoFar = std::function<void(const FoundPeople&)>;

    /// The sources, who must outlive the resolver, in the order of their word: what an earlier
    /// one says of a person counts where they differ, if it answers first.
    explicit Resolver(std::vector<Source> sources) : sources_(std::move(sources)) {}

    /// At most `limit` of each source. `soFar` is called each time more is known; the task
    /// settles when all is, and never fails. Dropping it ends the search.
    [[nodiscard]] core::Task<FoundPeople> search(const std::string& text, int limit, SoFar soFar);

private:
    std::vector<Source> sources_;
};

}  // namespace sidetone::directory
