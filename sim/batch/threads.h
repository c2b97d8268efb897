#pragma once

#include <functional>
#include <memory>

/// How the core shares work out among threads. The only room of the core that starts any; where the system
/// gives none (its limit is reached, there is no memory for another stack, the platform has no threads) the
/// work is done all the same, by fewer.
namespace apogee {

/// Threads that can work at once here; at least one.
[[nodiscard]] unsigned processors();

/// Calls work(0) in the calling thread and work(1) ... work(count - 1) beside it, each in a thread of its
/// own, as far as there are threads: the calls share the work out among themselves, and any number of them
/// does it all. Returns when every call has.
/// @throws what a call threw, the calling thread's first.
void in_parallel(unsigned count, const std::function<void(unsigned index)>& work);

/// Lets the calls of `in_parallel` change what they share: one at a time.
class Exclusive {
  public:
    Exclusive();
    ~Exclusive();
    Exclusive(const Exclusive&) = delete;
    Exclusive& operator=(const Exclusive&) = delete;
    void operator()(const std::function<void()>& change);

  private:
    struct Lock;
    std::unique_ptr<Lock> lock_;
};

}  // namespace apogee
