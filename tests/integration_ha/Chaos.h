// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "OfficeFixture.h"
#include "OwnNetwork.h"
#include "Person.h"

namespace sidetone::test {

/// An office whose people chat with one another and in a room, each in a program of their own and
/// on a machine with a cable of its own, while programs and servers are killed and frozen and
/// cables pulled at random. Afterwards all are signed in again on the stores that they left, and
/// what each of them has is compared with what the others sent.
class Chaos {
public:
    struct Settings {
        int kills = 200;         ///< of people's programs; then it is over
        int seconds = 1800;      ///< or then
        bool hasCables = false;  ///< this process is in a network of its own
        unsigned seed = 1;
        std::string with;  ///< an extra of the office that changes the chat server; empty: none
        int people = 4;
        std::string programs;  ///< folder of sidetone-office
        std::string client;    ///< the program chaos_person
    };
    explicit Chaos(Settings settings);
    ~Chaos();
    Chaos(const Chaos&) = delete;
    Chaos& operator=(const Chaos&) = delete;

    /// Why it failed; empty where nothing was lost or doubled.
    [[nodiscard]] std::string run();
    /// What was done and what came of it, in one line.
    [[nodiscard]] std::string figures() const;
    /// Ends the time of harm at the next look; safe to call from anywhere in this thread.
    void stop() { isStopped_ = true; }

private:
    struct Member {
        core::Address address;
        std::string passwordFile;
        std::vector<std::string> servers;  ///< hosts, home first
        std::unique_ptr<QProcess> program;
        int starts = 0;
        QByteArray torn;                                           ///< an unfinished line
        std::map<std::string, std::vector<std::string>> stored{};  ///< what it said, by peer
        std::unique_ptr<Machine> machine{};                        ///< null: no cable of its own
        bool isHarmed = false;                                     ///< waits to be mended
    };
    struct Mend {
        qint64 due;  ///< milliseconds of time_
        std::function<void()> what;
    };
    using Texts = std::vector<std::string>;

    [[nodiscard]] std::string prepare();
    [[nodiscard]] std::string makeRoom();
    [[nodiscard]] bool bringIn(const Member& member) const;
    [[nodiscard]] std::unique_ptr<Person> signIn(const Member& member) const;
    [[nodiscard]] std::string storeOf(const Member& member) const;
    void launch(Member& member);
    void hear(Member& member);
    void end(Member& member);
    void rage();
    void harmServer(bool isKill);
    void killClient();
    void freezeClient();
    void cutCable();
    [[nodiscard]] std::string plugIn(Member& member, int number);
    [[nodiscard]] bool giveRoute(const Member& member, int number) const;
    /// Somebody who is not harmed just now; null where everybody is.
    [[nodiscard]] Member* anybody();
    /// Mostly short; one in four up to 14 s.
    [[nodiscard]] int harmTime();
    void mendLater(int milliseconds, std::function<void()> what);
    void mendAll();
    void pause(int milliseconds);
    void tellProgress();
    [[nodiscard]] int any(int least, int most);
    [[nodiscard]] std::string judge();
    [[nodiscard]] std::string compare(const std::vector<std::unique_ptr<Person>>& all);
    [[nodiscard]] std::string compareRoom(const std::vector<std::unique_ptr<Person>>& all);
    [[nodiscard]] std::string recount(Person& person);

    Settings settings_;
    OfficeFixture office_;
    QTemporaryDir folder_;
    std::mt19937 random_;
    std::vector<Member> members_;
    core::Address room_;
    std::map<std::string, int> harm_;
    std::vector<Mend> mends_;
    QElapsedTimer time_;
    qint64 told_ = 0;  ///< when progress was printed last
    bool isServerHarmed_ = false;
    std::size_t messages_ = 0;
    std::size_t compared_ = 0;
    std::size_t late_ = 0;  ///< arrived behind a later one of the same program
    bool isStopped_ = false;
};

}  // namespace sidetone::test
