// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/voicemailCommand.h"

#include <cstdio>

#include "office/cli/BoxOwner.h"
#include "office/cli/commandLine.h"
#include "office/supervisor/TextFile.h"
#include "office/voicemail/Mailbox.h"
#include "office/voicemail/messageWaiting.h"

namespace sidetone::office {
namespace {

int list(const Mailbox& box) {
    for (const auto& voice : box.messages()) {
        std::printf("%s  %s  %lld ms%s%s\n", voice.id.c_str(), voice.subject.c_str(),
                    static_cast<long long>(voice.duration.count()), voice.isRead ? "" : "  unread",
                    voice.isDeleted ? "  deleted" : "");
    }
    return 0;
}

int add(const BoxOwner& owner, Mailbox& box, const std::string& file, const std::string& from) {
    const auto sound = readFile(file);
    if (!sound) return printError(sound.error());
    const auto now =
        std::chrono::time_point_cast<core::Milliseconds>(std::chrono::system_clock::now());
    const auto added = box.add(*owner.users, from, *sound, now);
    if (!added) return printError(added.error());
    std::printf("%s\n", added->c_str());
    // The message is in the box, whether the lamp can be lit or not.
    if (auto lit = tellMessageWaiting(owner.layout, *owner.person, box); !lit) {
        std::fprintf(stderr, "%s\n", lit.error().sentence().c_str());
    }
    return 0;
}

}  // namespace

int runVoicemail(const std::string& folder, const Arguments& arguments) {
    const auto owner = BoxOwner::find(folder, arguments.word(1));
    if (!owner) return printError(owner.error());
    auto box = Mailbox::open(owner->layout, *owner->users, *owner->person);
    if (!box) return printError(box.error());
    const auto what = arguments.word(2);
    if (what == "list") return list(*box);
    const auto file = arguments.word(3);
    if (what == "add" && !file.empty()) {
        return add(*owner, *box, file, arguments.value("from", "+15550009999"));
    }
    return printError(core::fail(core::ErrorCode::InvalidInput, "Reading the command 'voicemail'",
                                 "it is not complete or not known",
                                 "See `sidetone-office --help`."));
}

}  // namespace sidetone::office
