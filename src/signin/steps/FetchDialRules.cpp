// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchDialRules.h"

#include "signin/fetchFile.h"

namespace sidetone::signin {
namespace {

/// All nodes have the same files, and mostly there are none: nobody waits for many to say so.
constexpr std::size_t mostHosts = 2;

}  // namespace

std::string FetchDialRules::title(const Context& /*context*/) const {
    return "Fetching the dial rules";
}

void FetchDialRules::run(Context& context) {
    if (fileHosts(context).empty()) {
        skipped("No file server is known.");
        return;
    }
    asks("GET CUPC/AppDialRules.xml and CUPC/DirLookupDialRules.xml from " +
         fileHosts(context).front());
    fetch(context, "AppDialRules.xml", context.found.dialRules);
    fetch(context, "DirLookupDialRules.xml", context.found.lookupRules);
}

void FetchDialRules::fetch(Context& context, const char* file, config::DialRules& rules) {
    auto hosts = fileHosts(context);
    const int release = context.found.version.major;
    if (hosts.size() > mostHosts) hosts.resize(mostHosts);
    std::vector<std::vector<std::string>> places;
    for (const auto& host : hosts) {
        places.push_back(fileUrlsOn({host}, std::string("CUPC/") + file, release));
    }
    // Some file services have them without the folder.
    places.push_back(fileUrlsOn({hosts.front()}, file, release));
    // Mostly every place has to say that it has none, so one after the other would only be later.
    auto& search = searches_.emplace_back(Search{file, rules, {}});
    search.answers.resize(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        fetchFile(context, std::move(places[i]))
            .then(owner(), [this, &search, i](const core::Result<net::HttpResponse>& answer) {
                search.answers[i] = answer;
                look(search);
            });
    }
}

void FetchDialRules::look(Search& search) {
    if (search.isOver) return;
    const core::Result<net::HttpResponse>* counts = nullptr;
    for (const auto& answer : search.answers) {
        if (!answer) return;  // one that goes before the rest is still to come
        const bool isMoreThanAbsence =
            !*answer && answer->error().code != core::ErrorCode::NotFound;
        if (counts == nullptr || *answer || isMoreThanAbsence) counts = &*answer;
        if (*answer) break;
    }
    search.isOver = true;
    fetched(search, *counts);
}

void FetchDialRules::fetched(Search& search, const core::Result<net::HttpResponse>& answer) {
    told_ += (told_.empty() ? "" : "; ") + std::string(search.file) + ": ";
    auto read = answer ? config::parseDialRules(answer->body)
                       : core::Result<config::DialRules>(answer.error());
    if (read) {
        search.rules = std::move(*read);
        rules_ += search.rules.rules.size();
        told_ += std::to_string(search.rules.rules.size()) + " rules";
    } else {
        told_ += read.error().answer;
        if (read.error().code != core::ErrorCode::NotFound) error_ = read.error();
    }
    if (--underWay_ > 0) return;
    const char* const without = "Numbers are dialled and looked up as they are.";
    if (error_) {
        wentWrong(*error_, without);
    } else if (rules_ == 0) {
        notThere(told_, without);
    } else {
        done(told_, "Numbers are rewritten before they are dialled or looked up.");
    }
}

}  // namespace sidetone::signin
